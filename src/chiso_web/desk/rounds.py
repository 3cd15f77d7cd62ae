"""What whoever runs a round, or publishes its result, is waited for."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiso_web.accounts.acting import Acting
from chiso_web.accounts.permissions import Permission
from chiso_web.assessment.addresses import (
    publish_address,
    questions_address,
    round_address,
    survey_address,
)
from chiso_web.assessment.models import Entrant, Publication, Question, RankGroup, Round
from chiso_web.assessment.moves import DecisionKind, FormState, RoundState
from chiso_web.assessment.naming import round_name
from chiso_web.assessment.permissions import PUBLISH, ROUND_RUN, SURVEY
from chiso_web.assessment.services.surveying import survey_closed
from chiso_web.assessment.surveying.standing import lacking_count
from chiso_web.desk.items import Item


def round_items(acting: Acting, *, today: date) -> list[Item]:
    """Drafts to open, questions to answer, forms overdue; versions to confirm, or to prepare."""
    if not any(acting.holdings_with(one) for one in (ROUND_RUN, SURVEY, PUBLISH)):
        return []
    found: list[Item] = []
    live = Round.objects.exclude(state=RoundState.PUBLISHED).select_related("unit")
    for one in live.prefetch_related("groups"):
        if _reaches(acting, ROUND_RUN, one):
            found += _running(one, today)
        if _reaches(acting, SURVEY, one) and not survey_closed(one):
            found += _survey(one, today)
        if _reaches(acting, PUBLISH, one):
            found += _publishing(one, acting, today)
    return found


def _reaches(acting: Acting, permission: Permission, one: Round) -> bool:
    return acting.may(permission, one.unit.uid)


def _running(one: Round, today: date) -> list[Item]:
    groups = list(one.groups.all())
    if one.state == RoundState.DRAFT:
        return [_draft(one, groups, today)]
    found = []
    count = Question.objects.filter(group__round=one, answer="").count()
    if count:
        found.append(_questions(one, groups, count, today))
    late = Entrant.objects.filter(round=one, group__self_until__lt=today).exclude(
        state=FormState.SIGNED
    )
    overdue = late.filter(state__in=(FormState.FILLING, FormState.WAITING)).count()
    if overdue and one.state == RoundState.OPEN:
        found.append(_overdue(one, overdue, min(group.self_until for group in groups)))
    return found


def _first(groups: list[RankGroup], name: str, today: date) -> date:
    return min((getattr(group, name) for group in groups), default=today)


def _draft(one: Round, groups: list[RankGroup], today: date) -> Item:
    return Item(
        due=_first(groups, "self_from", today),
        what=_("Open: %(name)s") % {"name": round_name(one)},
        detail=_("The round is set up and not open yet; self-scoring begins on that day."),
        turn=_("me"),
        then=_("the units"),
        points=None,
        button=_("Look through and open"),
        address=round_address(one),
        is_mine=True,
        is_synthetic=one.synthetic,
    )


def _questions(one: Round, groups: list[RankGroup], count: int, today: date) -> Item:
    text = ngettext("Answer %(count)s question", "Answer %(count)s questions", count)
    return Item(
        due=max(_first(groups, "self_until", today), today),
        what=text % {"count": count},
        detail=_("Units wait for it; the answer is read by all. %(name)s")
        % {"name": round_name(one)},
        turn=_("me"),
        then=_("the units"),
        points=None,
        button=_("Answer"),
        address=questions_address(one),
        is_mine=True,
        is_synthetic=one.synthetic,
    )


def _overdue(one: Round, count: int, last: date) -> Item:
    text = ngettext("%(count)s unit overdue", "%(count)s units overdue", count)
    return Item(
        due=last,
        what=text % {"count": count},
        detail=round_name(one),
        turn=ngettext("the unit", "the units", count),
        then=_("me"),
        points=None,
        button=_("Look"),
        address=f"{round_address(one)}?state=late#first",
        is_mine=False,
        is_synthetic=one.synthetic,
    )


def _survey(one: Round, today: date) -> list[Item]:
    lacking = lacking_count(one)
    if not lacking:
        return []
    text = ngettext(
        "Record survey results: %(count)s unit", "Record survey results: %(count)s units", lacking
    )
    return [
        Item(
            due=_first(list(one.groups.all()), "appraisal_until", today),
            what=text % {"count": lacking},
            detail=_("Without them a unit has no total, rank or class. %(name)s")
            % {"name": round_name(one)},
            turn=_("me"),
            then=_("the council"),
            points=None,
            button=_("Record"),
            address=survey_address(one),
            is_mine=True,
            is_synthetic=one.synthetic,
        )
    ]


def _publishing(one: Round, acting: Acting, today: date) -> list[Item]:
    prepared = Publication.objects.filter(round=one, confirmed_at=None).first()
    if prepared is None:
        return [_to_prepare(one, today)] if _is_ready(one) else []
    mine = acting.user is not None and prepared.prepared_by_id != acting.user.pk
    facts = {"name": round_name(one), "number": prepared.number}
    return [
        Item(
            due=prepared.prepared_at.date(),
            what=_("Confirm the publication: %(name)s, version %(number)s") % facts,
            detail=_("Decision %(decision)s; two people publish, the second confirms.")
            % {"decision": prepared.decision},
            turn=_("me") if mine else _("another person of the council"),
            then=_("the public"),
            points=None,
            button=_("Read and confirm") if mine else _("Look"),
            address=publish_address(one),
            is_mine=mine,
            is_synthetic=one.synthetic,
        )
    ]


def _is_ready(one: Round) -> bool:
    """Whether every form is signed and every line of them decided."""
    entrants = Entrant.objects.filter(round=one)
    open_forms = entrants.exclude(state=FormState.SIGNED).exists()
    undecided = entrants.filter(lines__decision__in=("", DecisionKind.RETURN)).exists()
    return one.state != RoundState.DRAFT and not open_forms and not undecided and entrants.exists()


def _to_prepare(one: Round, today: date) -> Item:
    groups = list(one.groups.all())
    return Item(
        due=_first(groups, "publication_on", today),
        what=_("Prepare the publication: %(name)s") % {"name": round_name(one)},
        detail=_("Every appraisal is finished."),
        turn=_("me"),
        then=_("another person of the council"),
        points=None,
        button=_("Prepare"),
        address=publish_address(one),
        is_mine=True,
        is_synthetic=one.synthetic,
    )
