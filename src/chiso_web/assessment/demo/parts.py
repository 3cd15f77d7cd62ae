"""The invented people as the page lists them: what each is, and what awaits them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiso_web.assessment.demo.cast import PEOPLE, Person
from chiso_web.look.formats import language
from chiso_web.units.models import Unit

PARTS: Sequence[tuple[Promise, Sequence[str]]] = (
    (
        gettext_lazy("Units that are scored"),
        ("nhap-phieu", "thu-truong", "nhap-phieu-bo-de", "thu-truong-phuc-loi"),
    ),
    (gettext_lazy("Appraisal"), ("tham-dinh", "tham-dinh-3")),
    (
        gettext_lazy("Running the round and publishing"),
        ("quan-tri", "hoi-dong", "chu-tich-hoi-dong"),
    ),
    (gettext_lazy("Leadership and control"), ("lanh-dao", "kiem-soat")),
)
AWAITS: Mapping[str, Promise] = {
    "nhap-phieu": gettext_lazy(
        "A form three quarters full, with faults, a figure that differs from the platform’s, and a "
        "library of documents."
    ),
    "thu-truong": gettext_lazy("Signs the same form once it is handed over."),
    "nhap-phieu-bo-de": gettext_lazy("A form that two lines of were returned, with the reasons."),
    "thu-truong-phuc-loi": gettext_lazy("A form that waits for the signature."),
    "tham-dinh": gettext_lazy("All criteria of all units that have submitted."),
    "tham-dinh-3": gettext_lazy("Criteria of administrative procedures (content 3) alone."),
    "quan-tri": gettext_lazy(
        "Runs the round: who has not submitted, exceptions, people and roles."
    ),
    "hoi-dong": gettext_lazy("Prepares the publication of a result."),
    "chu-tich-hoi-dong": gettext_lazy("Confirms what another has prepared."),
    "lanh-dao": gettext_lazy("Watches how far all units are."),
    "kiem-soat": gettext_lazy("Reads the trail: what was done, by whom and when."),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One person on the page: ``part`` says role and unit, ``awaits`` what there is to do."""

    name: str
    full_name: str
    part: str
    awaits: Promise


def parts_of_page() -> list[tuple[Promise, list[Offered]]]:
    """The people under their headings."""
    people = {one.name: one for one in PEOPLE}
    units = {one.uid: one for one in Unit.objects.filter(uid__in={p.unit for p in PEOPLE})}
    return [
        (heading, [_offered(people[name], units[people[name].unit]) for name in names])
        for heading, names in PARTS
    ]


def _offered(person: Person, unit: Unit) -> Offered:
    facts = {"role": person.role.label, "unit": unit.full_name(language())}
    return Offered(
        name=person.name,
        full_name=person.full_name,
        part=_("%(role)s, %(unit)s") % facts,
        awaits=AWAITS[person.name],
    )
