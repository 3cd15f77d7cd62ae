"""The results of reform indices, and their contents and criteria, by every name they have."""

from collections.abc import Iterator
from functools import lru_cache

from chiso.definition.model import ROOT, Node
from chiso_web.portal.addresses import outcome_address
from chiso_web.portal.finding.found import Place
from chiso_web.portal.outcome.naming import index_name, outcome_name
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.synthetic import mark_of
from chiso_web.results.models import Evaluation
from chiso_web.units.typed import plain

SHORT = ("chỉ số cchc", "par index")  # what officials and researchers call every such index


@lru_cache(maxsize=4)
def outcomes(reform: tuple[Evaluation, ...], lang: str) -> tuple[Place, ...]:
    """The table of each result, the latest first; ``lang`` is the page's language."""
    latest = sorted(reform, key=lambda one: one.period, reverse=True)
    return tuple(_outcome_place(outcome_of(one), lang) for one in latest)


def _outcome_place(outcome: Outcome, lang: str) -> Place:
    title, edition = outcome_name(outcome), outcome.edition
    level = edition.level(edition.root.kind).name
    names = (title, edition.title.vi, edition.title.en, level.vi, level.en, *SHORT)
    return Place(
        title=title,
        address=outcome_address(outcome.index, outcome.period),
        note=mark_of(outcome.evaluation) or edition.title.in_language(lang),
        names=tuple(plain(name) for name in names),
    )


@lru_cache(maxsize=4)
def criteria(reform: tuple[Evaluation, ...], lang: str) -> tuple[Place, ...]:
    """The contents and criteria of the latest result of each index."""
    latest = {one.index: one for one in reform}  # the oldest come first
    return tuple(place for one in latest.values() for place in _criteria_of(outcome_of(one), lang))


def _criteria_of(outcome: Outcome, lang: str) -> Iterator[Place]:
    edition = outcome.edition
    levels = {level.kind: level.name.in_language(lang) for level in edition.levels}
    whose = f"{index_name(outcome)} {outcome.period}"
    for node in edition.nodes:
        if node.id == ROOT or not node.code:
            continue
        groups = ", ".join(group.name(lang) for group in outcome.groups)
        yield Place(
            title=f"{node.code} {node.name.in_language(lang)}",
            address=outcome_address(outcome.index, outcome.period, "part", node.id),
            note=f"{levels[node.kind]}, {whose} ({groups})",
            names=_names(node),
        )


def _names(node: Node) -> tuple[str, ...]:
    return tuple(plain(name) for name in (node.name.vi, node.name.en, node.code))
