"""What verification can find wrong, as facts and as a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What was done to a chain or to the manifests."""

    CONTENT = "content"  # an entry says something else than what was hashed
    LINK = "link"  # an entry's digests were changed, or the entry was written anew
    MISSING = "missing"
    REORDERED = "reordered"
    WORDS = "words"  # an entry would not be found by its words
    HEAD = "head"
    REWRITTEN = "rewritten"  # whole and yet not what was published
    MANIFEST = "manifest"
    BEHIND = "behind"  # whole, and ends before a manifest that the database does not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The first thing wrong in one chain: which row, what was found, what was expected.

    ``app`` is empty for a fault of the manifests; ``day`` is that of the manifest that shows it.
    """

    kind: Kind
    app: str = ""
    unit: str = ""
    number: int = 0
    found: str = ""
    expected: str = ""
    day: str = ""

    def sentence(self) -> str:
        """The fault in the language of the reader."""
        what = _WORDS[self.kind]() % {
            "number": self.number,
            "found": self.found,
            "expected": self.expected,
            "day": self.day,
        }
        if self.kind is Kind.MANIFEST:
            return what
        return _("Chain %(chain)s: %(what)s") % {"chain": self.chain, "what": what}

    @property
    def chain(self) -> str:
        """The chain's name: "files/00145", "accounts"."""
        return chain_name(self.app, self.unit)


def chain_name(app: str, unit: str) -> str:
    """How a chain is called."""
    return f"{app}/{unit}" if unit else app


_WORDS = {
    Kind.CONTENT: lambda: _(
        "entry %(number)s was altered: its content has the hash %(found)s, recorded was "
        "%(expected)s."
    ),
    Kind.LINK: lambda: _(
        "entry %(number)s was written anew or its hash altered: found %(found)s, expected "
        "%(expected)s."
    ),
    Kind.MISSING: lambda: _("entry %(number)s is missing: found %(found)s, expected %(expected)s."),
    Kind.REORDERED: lambda: _(
        "entry %(number)s is out of order: found %(found)s, expected %(expected)s."
    ),
    Kind.WORDS: lambda: _(
        "the words by which entry %(number)s is found were altered: found “%(found)s”, expected "
        "“%(expected)s”."
    ),
    Kind.HEAD: lambda: _(
        "the head of the chain does not fit its last entry, %(number)s: found %(found)s, "
        "expected %(expected)s."
    ),
    Kind.REWRITTEN: lambda: _(
        "entry %(number)s, or one before it, was written anew after the manifest of %(day)s: "
        "found %(found)s, expected %(expected)s."
    ),
    Kind.BEHIND: lambda: _(
        "%(found)s of the %(expected)s entries that the manifest of %(day)s knows are not here. If "
        "the database was restored from an older backup, this is why; otherwise they were removed."
    ),
    Kind.MANIFEST: lambda: _(
        "The manifest of %(day)s was altered, or one before it removed: found %(found)s, "
        "expected %(expected)s."
    ),
}
