"""Numbers as Vietnamese and English readers write them: 1.234,5 and 1,234.5; never a space before
%.
"""

from decimal import Decimal


def _fixed(value: float, digits: int) -> str:
    """Rounded on the decimal that Python prints: 2.675 is 2.68, though it lies below in binary."""
    return f"{Decimal(repr(float(value))):,.{digits}f}"


def _localised(text: str, lang: str) -> str:
    if lang != "vi":
        return text
    return text.replace(",", "\u0000").replace(".", ",").replace("\u0000", ".")


def decimal(value: float, digits: int, lang: str) -> str:
    """The number with exactly ``digits`` decimals, half to even on the decimal that Python prints.

    >>> decimal(1234.5, 2, "vi")
    '1.234,50'
    """
    text = _fixed(value, digits)
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return _localised(text.replace("-", "−"), lang)


def shortest(value: float, lang: str, *, digits: int = 6) -> str:
    """The number with at most ``digits`` decimals and no trailing zeros.

    >>> shortest(0.750000, "vi")
    '0,75'
    """
    text = _fixed(value, digits)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return _localised(text.replace("-", "−"), lang)


def exact(value: float, lang: str) -> str:
    """The number with every digit that it takes to read it back, and no more; what is vast or tiny
    in powers of ten.

    >>> exact(1.0000002, "vi")
    '1,0000002'
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite() or (number and not -10 < number.adjusted() < 16):
        return _localised(repr(float(value)).replace("-", "−"), lang)
    return shortest(value, lang, digits=max(-int(number.as_tuple().exponent), 0))


def percent(share: float, digits: int, lang: str) -> str:
    """A share of 1 as a percentage, without a space before the sign (both languages)."""
    return decimal(100 * share, digits, lang) + "%"
