"""What an appraiser should look at in a document, each in a word and a sentence; no queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from chiso_web.assessment.library.naming import document_title
from chiso_web.assessment.library.reuse import Use
from chiso_web.assessment.library.twins import Content
from chiso_web.assessment.models import Document, Entrant
from chiso_web.look.formats import day, listed


class FlagKind(StrEnum):
    """What a flag is about."""

    REUSED = "reused"
    OUTSIDE = "outside"
    NUMBERLESS = "numberless"
    UNDATED = "undated"
    UNSIGNED = "unsigned"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at: a short word for a table, a sentence for who asks why."""

    kind: FlagKind
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A document where it proves a line, with all its uses and what its file holds now."""

    document: Document
    entrant: Entrant
    node: str
    uses: Sequence[Use]
    content: Content | None

    @property
    def lines(self) -> list[str]:
        """The other lines of this form that it proves."""
        here = [one.node for one in self.uses if one.entrant == self.entrant.pk]
        return [node for node in dict.fromkeys(here) if node != self.node]

    @property
    def periods(self) -> list[str]:
        """The periods of other rounds in which the unit submitted it."""
        mine = [one for one in self.uses if one.unit == self.entrant.unit_id]
        return sorted({one.period for one in mine if one.round != self.entrant.round_id})

    @property
    def others(self) -> list[Use]:
        """Its uses by other units."""
        return [one for one in self.uses if one.unit != self.entrant.unit_id]


def flags_of(proven: Proven, *, codes: Iterable[str]) -> tuple[Flag, ...]:
    """Every flag of a document; ``codes``: what the other lines of the form are called."""
    found = (
        _reused(proven, list(codes)),
        _outside(proven),
        _numberless(proven.document),
        _undated(proven.document),
        _unsigned(proven.document),
        _withdrawn(proven.document),
        _changed(proven),
    )
    return tuple(one for one in found if one is not None)


def flag_word(kind: FlagKind) -> str:
    """A flag in a word or two, for tables."""
    words = {
        FlagKind.REUSED: _("Document used again"),
        FlagKind.OUTSIDE: _("Day outside the period"),
        FlagKind.NUMBERLESS: _("Number, symbol missing"),
        FlagKind.UNDATED: _("Day missing"),
        FlagKind.UNSIGNED: _("Not signed"),
        FlagKind.WITHDRAWN: _("File withdrawn"),
        FlagKind.CHANGED: _("File changed since signing"),
    }
    return words[kind]


def _flag(kind: FlagKind, sentence: str) -> Flag:
    return Flag(kind, flag_word(kind), sentence)


def reused_at_home(proven: Proven, codes: Sequence[str]) -> str:
    """Where else the unit itself submits it: "Cũng nộp cho 3.3.2; năm 2025"."""
    parts = [", ".join(codes)] if codes else []
    if proven.periods:
        parts.append(_("year %(years)s") % {"years": ", ".join(proven.periods)})
    return _("Also submitted for %(places)s") % {"places": "; ".join(parts)} if parts else ""


def _reused(proven: Proven, codes: Sequence[str]) -> Flag | None:
    """That it was submitted for another year or by another unit; a form may use it many times."""
    if not proven.periods and not proven.others:
        return None
    title = document_title(proven.document)
    sentences = []
    if codes:
        facts = {"title": title, "lines": listed(codes, _("and"))}
        sentences.append(_("%(title)s also proves %(lines)s.") % facts)
    if proven.periods:
        facts = {"title": title, "years": listed(proven.periods, _("and"))}
        sentences.append(_("%(title)s was also submitted for %(years)s.") % facts)
    if proven.others:
        names = listed(dict.fromkeys(one.unit_name for one in proven.others), _("and"))
        facts = {"title": title, "units": names}
        sentences.append(_("%(title)s, or the same file, is also submitted by %(units)s.") % facts)
    return _flag(FlagKind.REUSED, " ".join(sentences))


def _outside(proven: Proven) -> Flag | None:
    issued, one = proven.document.issued_on, proven.entrant.round
    if issued is None or one.reported_from <= issued <= one.reported_until:
        return None
    sentence = _("%(title)s; figures are of %(first)s to %(last)s.") % {
        "title": document_title(proven.document),
        "first": day(one.reported_from),
        "last": day(one.reported_until),
    }
    return _flag(FlagKind.OUTSIDE, sentence)


def _numberless(document: Document) -> Flag | None:
    if document.number and document.symbol:
        return None
    sentence = _("“%(abstract)s” has no number or no symbol.") % {"abstract": document.abstract}
    return _flag(FlagKind.NUMBERLESS, sentence)


def _undated(document: Document) -> Flag | None:
    if document.issued_on:
        return None
    sentence = _("“%(abstract)s” has no day of issue.") % {"abstract": document.abstract}
    return _flag(FlagKind.UNDATED, sentence)


def _unsigned(document: Document) -> Flag | None:
    if document.signed:
        return None
    sentence = _("The unit says that %(title)s is not signed and stamped.") % {
        "title": document_title(document)
    }
    return _flag(FlagKind.UNSIGNED, sentence)


def _withdrawn(document: Document) -> Flag | None:
    if document.file is None or not document.file.is_withdrawn:
        return None
    sentence = _("The unit has withdrawn the file of %(title)s; ask it for the document.") % {
        "title": document_title(document)
    }
    return _flag(FlagKind.WITHDRAWN, sentence)


def _changed(proven: Proven) -> Flag | None:
    """That the file has another content than when the head signed."""
    signed, content = proven.entrant.signed_at, proven.content
    if signed is None or content is None or content.at <= signed:
        return None
    sentence = _(
        "The file of %(title)s has a version of %(day)s, later than the signature; earlier "
        "versions are kept with it."
    ) % {"title": document_title(proven.document), "day": day(content.at.date())}
    return _flag(FlagKind.CHANGED, sentence)
