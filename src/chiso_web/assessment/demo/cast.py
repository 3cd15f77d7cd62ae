"""The invented people of the demonstration. Their names say that they are examples."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chiso.spelling import fold
from chiso_web.accounts.models import Holding, User
from chiso_web.accounts.roles import Role
from chiso_web.accounts.signing_in.demonstrated import INVENTED
from chiso_web.units.models import Unit

HA_NOI = "01@unknown"
HOME_AFFAIRS = "01.noi-vu@unknown"
SERVICE_OFFICE = "01.van-phong@unknown"
LONG_BIEN, BO_DE = "00145@2025-07-01", "00118@2025-07-01"
VIET_HUNG, PHUC_LOI = "00127@2025-07-01", "00136@2025-07-01"
FRONT = (LONG_BIEN, BO_DE, VIET_HUNG, PHUC_LOI)
"""The four wards of the former quận Long Biên, with every detail."""

SINCE = date(2025, 7, 1)
LONG_BIEN_DISTRICT = "004@unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person with the role that they hold; ``criteria`` as of an appraiser."""

    name: str
    full_name: str
    role: Role
    unit: str
    criteria: tuple[str, ...] = ()

    @property
    def username(self) -> str:
        """The sign-in name; nobody has a password for it."""
        return f"{INVENTED}{self.name}"


CONTENT_3 = ("ha-noi-communes:3", "ha-noi-departments:3")
PEOPLE = (
    Person("quan-tri", "Nguyễn Văn Ví Dụ", Role.ADMINISTRATOR, HA_NOI),
    Person("nhap-phieu", "Trần Thị Mẫu", Role.REPORTER, LONG_BIEN),
    Person("thu-truong", "Lê Văn Minh Họa", Role.HEAD, LONG_BIEN),
    Person("nhap-phieu-bo-de", "Phạm Thị Thử Nghiệm", Role.REPORTER, BO_DE),
    Person("thu-truong-phuc-loi", "Đỗ Văn Giả Định", Role.HEAD, PHUC_LOI),
    Person("tham-dinh", "Hoàng Thị Ví Dụ", Role.APPRAISER, HOME_AFFAIRS),
    Person("tham-dinh-3", "Vũ Văn Mẫu", Role.APPRAISER, SERVICE_OFFICE, CONTENT_3),
    Person("hoi-dong", "Đặng Thị Minh Họa", Role.COUNCIL_MEMBER, HA_NOI),
    Person("chu-tich-hoi-dong", "Bùi Văn Giả Định", Role.COUNCIL_CHAIR, HA_NOI),
    Person("lanh-dao", "Ngô Thị Thử Nghiệm", Role.LEADERSHIP, HA_NOI),
    Person("kiem-soat", "Dương Văn Ví Dụ", Role.AUDITOR, HA_NOI),
)
"""Who can be signed in as, in the order of the page."""


def people_make() -> Mapping[str, User]:
    """The people of the page with their roles, by short name; those who are there stay."""
    found = {one.name: _person(one.username, one.full_name) for one in PEOPLE}
    units = {one.uid: one for one in Unit.objects.filter(uid__in={p.unit for p in PEOPLE})}
    for one in PEOPLE:
        Holding.objects.get_or_create(
            user=found[one.name],
            role=one.role,
            unit=units[one.unit],
            until=None,
            defaults={"since": SINCE, "criteria": list(one.criteria)},
        )
    return found


def heads_make(units: Iterable[Unit], *, since: date, until: date | None = None) -> dict[int, User]:
    """An invented head of each unit, by the unit's key: who signed its form."""
    known = list(units)
    names = {one.pk: f"{INVENTED}thu-truong.{one.uid.partition('@')[0]}.{one.pk}" for one in known}
    there = set(User.objects.filter(username__in=names.values()).values_list("username", flat=True))
    made = [_new(names[one.pk], f"Thủ trưởng mẫu {one.pk}") for one in known]
    User.objects.bulk_create([one for one in made if one.username not in there])
    users = {one.username: one for one in User.objects.filter(username__in=names.values())}
    heads = {one.pk: users[names[one.pk]] for one in known}
    Holding.objects.bulk_create(
        [
            Holding(user=heads[one.pk], role=Role.HEAD, unit=one, since=since, until=until)
            for one in known
            if names[one.pk] not in there
        ]
    )
    return heads


def _person(username: str, full_name: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        found = _new(username, full_name)
        found.save()
    return found


def _new(username: str, full_name: str) -> User:
    made = User(username=username, full_name=full_name, fold=fold(f"{full_name} {username}"))
    made.set_unusable_password()
    return made
