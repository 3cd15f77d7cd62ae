"""A form, a question and a document of any unit as rows alone: what permissions ask for."""

from datetime import date
from uuid import UUID

from chiso_web.accounts.models import User
from chiso_web.assessment.models import Document, Entrant, Line, Question, RankGroup, Round
from chiso_web.units.models import Unit

FIRST, SECOND, LAST = date(2026, 1, 1), date(2026, 1, 2), date(2099, 1, 1)
NODE = "1.1"


def form_row(unit: str) -> Entrant:
    """The unit's form in a round that it runs itself, made if there is none."""
    of = Unit.objects.get(uid=unit)
    found = Entrant.objects.filter(unit=of, round__slug=f"evidence-{of.pk}").first()
    if found is not None:
        return found
    one = Round.objects.create(
        slug=f"evidence-{of.pk}",
        unit=of,
        period="2026",
        state="open",
        reported_from=FIRST,
        reported_until=LAST,
    )
    group = RankGroup.objects.create(
        round=one,
        kind="ward",
        edition="ha-noi-communes@2026",
        self_from=FIRST,
        self_until=LAST,
        appraisal_from=SECOND,
        appraisal_until=LAST,
        publication_on=LAST,
    )
    entrant = Entrant.objects.create(round=one, group=group, unit=of)
    Line.objects.create(entrant=entrant, node=NODE, place=0)
    return entrant


def line_of(unit: str) -> dict[str, str]:
    """What names a line of the unit's form in an address."""
    return {"round": form_row(unit).round.slug, "unit": unit, "node": NODE}


def question_row(unit: str) -> int:
    """The key of a question of the unit."""
    form = form_row(unit)
    by = User.objects.order_by("pk").first() or User.objects.create(username="asks")
    found, _made = Question.objects.get_or_create(
        group=form.group, node=NODE, unit=form.unit, text="Tính cả tháng 11?", asked_by=by
    )
    return found.pk


def document_row(unit: str) -> UUID:
    """The id of a document of the unit."""
    of = Unit.objects.get(uid=unit)
    facts = {"link": "https://hanoi.gov.vn/a", "fold": "bao cao"}
    found, _made = Document.objects.get_or_create(unit=of, abstract="Báo cáo", defaults=facts)
    return found.uuid
