"""What Chrome 109 lacks, as patterns with the version that brought it.

Chrome 109 is the last one for Windows 7 and 8.1. Left out on purpose, since a browser without them
loses nothing that anyone needs: `text-wrap`, `scrollbar-width`, `scrollbar-color`,
`print-color-adjust`, `view-transition-name`, `<details name>`.
"""

import re

CSS = {
    r"@starting-style": 117,
    r"@scope\b": 118,
    r"@position-try": 125,
    r"@function\b": 139,
    r"\bcolor-mix\(": 111,
    r"\b(ok)?l(ab|ch)\(": 111,
    r"[\s:,(]color\(": 111,
    r"\b(rgba?|hsla?)\(\s*from\b": 119,
    r"\blight-dark\(": 123,
    r"\blinear\(": 113,
    r"[\s:,(](sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|log|exp)\(": 111,
    r"[\s:,(](round|mod|rem)\(": 125,
    r"[\s:,(](abs|sign)\(": 138,
    r"\b(calc-size|sibling-index|sibling-count|if)\(": 129,
    r"\binterpolate-size\s*:": 129,
    r"\bfield-sizing\s*:": 123,
    r"\banchor(-size)?\(|\b(anchor-name|position-(anchor|area))\s*:": 125,
    r"\bsubgrid\b": 117,
    r"\ballow-discrete\b|\btransition-behavior\s*:": 117,
    r"\b(animation|scroll|view)-timeline": 115,
    r"\banimation-composition\s*:": 112,
    r"(?<!-webkit-)\bmask(-\w+)?\s*:": 120,
    r"(?<!-webkit-)\bimage-set\(": 113,
    r"\b\d*\.?\d+(rlh|rcap|rch|rex|ric|cap)\b": 111,
    r":(popover-open|user-valid|user-invalid|dir\(|state\(|open\b)": 114,
    r"\bof\s+[.#\[:\w][^)]*\)(?=[^;]*\{)": 111,
    r"\bstyle\(\s*--": 111,
    r"prefers-reduced-transparency|\((scripting|update)\b": 113,
}
JS = {
    r"\.(toSorted|toReversed|toSpliced)\(": 110,
    r"\.with\(": 110,
    r"\b(Object|Map)\.groupBy\(": 117,
    r"\bPromise\.(withResolvers|try)\(": 119,
    r"\bArray\.fromAsync\(": 121,
    r"\.(union|intersection|difference|symmetricDifference)\(": 122,
    r"\.is(SubsetOf|SupersetOf|DisjointFrom)\(": 122,
    r"\bIterator\.": 122,
    r"\bURL\.(canParse|parse)\(": 120,
    r"\bRegExp\.escape\(": 136,
    r"\bAbortSignal\.any\(": 116,
    r"\.(isWellFormed|toWellFormed)\(": 111,
    r"\.startViewTransition\(": 111,
    r"\.(showPopover|hidePopover|togglePopover|moveBefore|setHTMLUnsafe)\(": 114,
    r"\bscheduler\.yield\(": 129,
    r"[\"']scrollend[\"']": 114,
    r"\bIntl\.DurationFormat\b": 129,
}
HTML = {
    r"\spopover(target)?[\s=>]": 114,
    r"\scommandfor=": 135,
}
_NOISE = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|url\([^)]*\)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)


def too_new(text: str, suffix: str) -> list[str]:
    """What in a style sheet, script or template is newer than Chrome 109."""
    patterns = {".css": CSS, ".js": JS, ".html": HTML}[suffix]
    text = (_NOISE if suffix == ".css" else _COMMENT).sub(" ", text)
    found = {
        f"{match[0].strip()} (Chrome {version})"
        for pattern, version in patterns.items()
        for match in re.finditer(pattern, text)
    }
    if suffix == ".css" and _nests(text):
        found.add("a rule inside a rule (Chrome 112)")
    return sorted(found)


def _nests(css: str) -> bool:
    """Whether a block stands inside a style rule; at-rules may hold rules."""
    inside: list[bool] = []
    for prelude, mark in re.findall(r"([^{};]*)([{};])", css):
        if mark == "{":
            if any(inside):
                return True
            inside.append(not prelude.strip().startswith("@"))
        elif mark == "}" and inside:
            inside.pop()
    return False
