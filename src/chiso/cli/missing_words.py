"""Kinds of missing values in a word or two."""

from collections.abc import Mapping

from chiso.errors import mark

MISSING_WORDS: Mapping[str, str] = {
    "not_published": mark("not published"),
    "withheld": mark("withheld"),
    "too_few": mark("too few answers"),
    "not_applicable": mark("not applicable"),
    "not_reported": mark("not reported"),
    "no_key": mark("no key to divide by"),
    "not_classified": mark("not classified"),
}
