"""Everything that an edition's page shows, made from its YAML once a process and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from chiso.datasets import papi
from chiso.definition.difference import difference
from chiso.definition.model import Break, Citation, Classes, Edition, Owner
from chiso.evaluation.edition_words import missing_in_words, node_in_words
from chiso_web.look.formats import day, language, short
from chiso_web.portal.addresses import edition_address
from chiso_web.portal.editions.changes import Difference, Headline, differences, headlines
from chiso_web.portal.editions.named import edition_after, edition_before, edition_called
from chiso_web.portal.editions.rules import Branch, top_branches, usual_policy
from chiso_web.portal.editions.words import (
    certainty_text,
    force_text,
    levels_text,
    node_title,
    phrase,
    scale_text,
    years_text,
)
from chiso_web.portal.editions.worked import Worked, worked_cases
from chiso_web.portal.sources import source_lines


@dataclass(frozen=True, slots=True)
class Beside:
    """Another edition of the index: its name, years and address."""

    name: str
    years: str
    address: str


@dataclass(frozen=True, slots=True)
class DeclaredBreak:
    """A break of comparability as pages show it; ``starts`` says that this edition is its cause."""

    title: str
    from_year: int
    reason: str
    source: str
    starts: bool


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """Who answers for the method, since when, and by which source."""

    name: str
    days: str
    source: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class: its name and where it begins."""

    name: str
    begins: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition as its page shows it."""

    edition: Edition
    years: str
    force: str
    certainty: str
    force_note: str
    owners: tuple[AnsweredBy, ...]
    points: str
    levels: str
    total_rule: str
    total_scale: str
    usual_missing: str
    branches: tuple[Branch, ...]
    classes: tuple[ClassRow, ...]
    classes_source: str
    conditions: tuple[str, ...]
    breaks: tuple[DeclaredBreak, ...]
    before: Beside | None
    after: Beside | None
    headlines: tuple[Headline, ...]
    differences: tuple[Difference, ...]
    cases: tuple[Worked, ...]
    commands: tuple[str, ...]
    sources: tuple[Mapping[str, str], ...]

    @property
    def passing(self) -> int:
        """How many worked cases come out as demanded."""
        return sum(one.passes for one in self.cases)

    @property
    def aside(self) -> tuple[Difference, ...]:
        """The differences that change no score."""
        return tuple(one for one in self.differences if not one.counts)

    @property
    def counting(self) -> tuple[Difference, ...]:
        """The differences by which scores may change."""
        return tuple(one for one in self.differences if one.counts)


@lru_cache(maxsize=64)
def edition_page(name: str, lang: str) -> EditionPage:
    """The page of an edition in ``lang``, which must be the language in use."""
    edition = edition_called(name)
    before, after = edition_before(edition), edition_after(edition)
    usual = usual_policy(edition)
    changes = difference(before, edition) if before else None
    return EditionPage(
        edition=edition,
        years=years_text(edition),
        force=force_text(edition),
        certainty=certainty_text(edition),
        force_note=edition.in_force.note.in_language(lang) if edition.in_force.note else "",
        owners=tuple(_owner(edition, one) for one in edition.owners),
        points=", ".join(
            f"{one.name.in_language(lang)}: {short(one.points)}" for one in edition.parts
        ),
        levels=levels_text(edition),
        total_rule=phrase(node_in_words(edition, edition.root)),
        total_scale=scale_text(edition.root),
        usual_missing=phrase(missing_in_words(usual)),
        branches=top_branches(edition),
        classes=_classes(edition.classes),
        classes_source=_cited(edition, edition.classes.cite) if edition.classes else "",
        conditions=_conditions(edition),
        breaks=tuple(_breaks(edition)),
        before=_beside(before),
        after=_beside(after),
        headlines=headlines(changes) if changes else (),
        differences=differences(changes) if changes else (),
        cases=worked_cases(edition),
        commands=_commands(edition),
        sources=tuple(source_lines(edition)),
    )


def _beside(edition: Edition | None) -> Beside | None:
    return (
        Beside(edition.name, years_text(edition), edition_address(edition.name))
        if edition
        else None
    )


def _classes(classes: Classes | None) -> tuple[ClassRow, ...]:
    """From the highest class down."""
    if classes is None:
        return ()
    lang = language()
    rows = [
        ClassRow(
            one.name.in_language(lang) if one.unknown is None else one.unknown.in_language(lang),
            _begins(classes.by, one.lowest),
        )
        for one in reversed(classes.classes)
    ]
    if classes.incomplete is not None:
        name = classes.incomplete.name.in_language(lang)
        rows.append(ClassRow(name, _("what was scored with something left out")))
    return tuple(rows)


def _begins(by: str, lowest: float | None) -> str:
    if lowest is None:
        return _("below that")
    if by == "percentile":
        return _("from the %(lowest)sth percentile of the units scored") % {"lowest": short(lowest)}
    return _("from %(lowest)s points") % {"lowest": short(lowest)}


def _cited(edition: Edition, cite: Citation) -> str:
    lang = language()
    return f"{edition.sources[cite.source].title.in_language(lang)}; {cite.place.in_language(lang)}"


def _conditions(edition: Edition) -> tuple[str, ...]:
    """What keeps a unit out of the better classes."""
    if edition.classes is None:
        return ()
    names = {one.id: one.name.in_language(language()) for one in edition.classes.named}
    return tuple(
        _("Below %(below)s points on “%(node)s” the class is at best %(class)s: %(reason)s")
        % {
            "below": short(one.below),
            "node": node_title(edition.node(one.node)),
            "class": names.get(one.at_best, one.at_best),
            "reason": one.reason.in_language(language()),
        }
        for one in edition.classes.conditions
    )


def _owner(edition: Edition, one: Owner) -> AnsweredBy:
    if one.since is None:
        days = _("to %(until)s") % {"until": day(one.until)} if one.until else ""
    elif one.until is None:
        days = _("from %(since)s") % {"since": day(one.since)}
    else:
        days = _("from %(since)s to %(until)s") % {"since": day(one.since), "until": day(one.until)}
    return AnsweredBy(one.name.in_language(language()), days, _cited(edition, one.cite))


def _breaks(edition: Edition) -> list[DeclaredBreak]:
    """The breaks that bind a node of the edition, those that it causes first."""
    known = {node.id for node in edition.nodes}
    found = [_break(edition, one) for one in edition.breaks if one.node in known]
    return sorted(found, key=lambda one: (not one.starts, one.from_year))


def _break(edition: Edition, one: Break) -> DeclaredBreak:
    lang, until = language(), edition.in_force.until
    last = until.year if until else papi.YEARS[-1]
    title = one.source.title.in_language(lang) if one.source else one.cite.source
    return DeclaredBreak(
        title=node_title(edition.node(one.node)),
        from_year=one.from_year,
        reason=one.reason.in_language(lang),
        source=f"{title}; {one.cite.place.in_language(lang)}",
        starts=edition.in_force.since.year <= one.from_year <= last,
    )


def _commands(edition: Edition) -> tuple[str, ...]:
    """What computes its scores anew in a shell: the figures, then the points."""
    year = edition.in_force.since.year
    if edition.id.split("-")[0] != "papi" or year not in papi.YEARS:
        return (f"chiso check {edition.name}",)
    file = f"{edition.id}-{year}.csv"
    return (
        f"chiso observations {edition.id} --year {year} --out {file}",
        f"chiso score {edition.id}@{year} --observations {file}",
    )
