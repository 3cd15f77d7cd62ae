"""The result of a round as it is shown: computed now, or again from what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.values import AWARDED, Observation
from chiso_web.assessment.evaluating import Computed, evaluations_of
from chiso_web.assessment.keeping import observations_digest, observations_kept, observations_text
from chiso_web.assessment.models import Entrant, Publication, RankGroup, Round
from chiso_web.assessment.moves import RoundState
from chiso_web.assessment.observations import entrant_list_appraised, round_observations


@dataclass(frozen=True, slots=True)
class Shown:
    """A result: the version it is, None for a draft; the observations and what comes of them; the
    units that are not in it.
    """

    one: Round
    version: Publication | None
    observed: tuple[Observation, ...]
    computed: tuple[Computed, ...]
    groups: Mapping[str, RankGroup]
    entrants: tuple[Entrant, ...]
    outside: tuple[Entrant, ...]

    @property
    def is_draft(self) -> bool:
        """Whether no decision has made it official."""
        return self.version is None

    @property
    def sha256(self) -> str:
        """Of the observations."""
        return observations_digest(observations_text(self.observed))

    def computed_of(self, group: RankGroup) -> Computed | None:
        """The evaluation that holds the units of a group; None where none is in the result."""
        return next(
            (one for one in self.computed if one.evaluation.edition.name == group.edition), None
        )


def result_shown(one: Round) -> Shown:
    """The published result of a round that stands published; else the draft as of now."""
    if one.state == RoundState.PUBLISHED:
        version = version_last(one)
        if version is not None:
            return result_of(one, version)
    return result_now(one)


def result_now(one: Round) -> Shown:
    """What the finished appraisals give now."""
    entrants = entrant_list_appraised(one)
    return _shown(one, None, entrants, round_observations(one, entrants))


def result_of(one: Round, version: Publication) -> Shown:
    """What a version was computed from, computed again."""
    observed = observations_kept(version.observations)
    inside = {seen.unit for seen in observed}
    found = Entrant.objects.filter(round=one, unit__uid__in=inside).select_related("unit")
    return _shown(one, version, list(found), observed)


def version_last(one: Round) -> Publication | None:
    """The version that was published last."""
    return one.publications.exclude(confirmed_at=None).order_by("-number").first()


def _shown(
    one: Round,
    version: Publication | None,
    entrants: Sequence[Entrant],
    observed: Sequence[Observation],
) -> Shown:
    inside = {entrant.pk for entrant in entrants}
    others = Entrant.objects.filter(round=one).exclude(pk__in=inside).select_related("unit")
    return Shown(
        one=one,
        version=version,
        observed=tuple(observed),
        computed=tuple(evaluations_of(one, entrants, observed)) if entrants else (),
        groups={group.kind: group for group in one.groups.all()},
        entrants=tuple(entrants),
        outside=tuple(others),
    )


def as_declared(shown: Shown, group: RankGroup) -> Computed | None:
    """The evaluation of what units of a group's edition declared, before anything was changed."""
    found = shown.computed_of(group)
    if found is None:
        return None
    own = [one for one in found.observations if not one.measure.endswith(AWARDED)]
    inside = [one for one in shown.entrants if one.unit.uid in found.units]
    return next(iter(evaluations_of(shown.one, inside, own)), None)
