"""What holds for the office: what it loaded, and the shipped defaults for the rest."""

from functools import lru_cache

from django.db.models import QuerySet

from chiso_web.workdays.models import Loading
from chiso_web.workdays.office import Office, office_of

KEPT = 4
Print = tuple[object, ...]


def office_get() -> Office:
    """The office's calendar, hours, rule and windows; one query while nothing changes."""
    told = ("pk", "sha256", "kind", "year", "statutory_days", "file_name")
    dated = ("applies_from", "document", "loaded_at")
    return _office(tuple(loading_list_in_force().values_list(*told, *dated)))


@lru_cache(maxsize=KEPT)
def _office(prints: tuple[Print, ...]) -> Office:
    """The office by the fingerprints of its loadings, whose texts never change."""
    if not prints:
        return office_of(())
    return office_of(Loading.objects.filter(pk__in=[one[0] for one in prints]).order_by("pk"))


def loading_list_in_force() -> QuerySet[Loading]:
    """The loadings that were not withdrawn, in the order in which they were loaded."""
    return Loading.objects.filter(withdrawn_at=None).order_by("pk")


def loading_list_all() -> QuerySet[Loading]:
    """Every loading, the latest first."""
    return Loading.objects.order_by("-pk")
