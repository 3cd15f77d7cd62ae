"""Message catalogues (stdlib gettext) and what they render: messages, bilingual texts, errors."""

import gettext
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from chiso.errors import NOUNS, ChisoError, Fault, FaultsFound, mark
from chiso.wording.numbers import exact, shortest

LANGUAGES = ("vi", "en")
NO_LIMIT = mark("no limit")
_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Text:
    """A name or sentence that its author wrote in both languages."""

    vi: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in ``lang`` ("vi" or "en")."""
        return self.vi if lang == "vi" else self.en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as its English template (the catalogue's id) and the facts that fill it."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("chiso", localedir=str(_FOLDER), languages=[lang])


def _in_words(fact: object, lang: str, digits: int | None) -> str:
    if isinstance(fact, Message):
        return say(fact, lang, digits=digits)
    if isinstance(fact, Text):
        return fact.in_language(lang)
    if isinstance(fact, float) and math.isinf(fact):
        return _catalogue(lang).gettext(NO_LIMIT)
    if isinstance(fact, float):
        return exact(fact, lang) if digits is None else shortest(fact, lang, digits=digits)
    if isinstance(fact, date):
        return fact.strftime("%d/%m/%Y") if lang == "vi" else fact.isoformat()
    if isinstance(fact, list | tuple):
        return "; ".join(_in_words(item, lang, digits) for item in fact)
    return str(fact)


def say(message: Message, lang: str, *, digits: int | None = None) -> str:
    """The message in ``lang``: nested messages and texts first, numbers with that language's
    decimal mark and at most ``digits`` decimals (None: all that it takes to read them back); an
    infinite number is said as “no limit”.
    """
    facts = {name: _in_words(fact, lang, digits) for name, fact in message.facts.items()}
    return _catalogue(lang).gettext(message.text).format(**facts)


def _with_noun(facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts, with the noun that a fault uses as a message of its own."""
    if facts.get("what") not in NOUNS:
        return facts
    return {**facts, "what": Message(str(facts["what"]))}


def tell(error: ChisoError | Fault, lang: str) -> str:
    """An error or fault in ``lang``, with all the faults it gathers, one a line."""
    sentence = say(Message(error.sentence, _with_noun(error.facts)), lang)
    if isinstance(error, Fault):
        where = error.where
        place = where if isinstance(where, str) else say(Message(where.sentence, where.facts), lang)
        return "\n      ".join([f"{place}: {sentence}", *error.quoted])
    if isinstance(error, FaultsFound):
        return "\n".join([sentence, *(f"  {tell(fault, lang)}" for fault in error.faults)])
    return sentence
