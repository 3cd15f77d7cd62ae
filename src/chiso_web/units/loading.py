"""The lists of units that ship with the package, loaded."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from django.db import transaction

import chiso
from chiso import territory
from chiso.wording import Text
from chiso_web.units.models import SHIPPED, Unit, UnitList
from chiso_web.units.selectors import unit_list_provinces
from chiso_web.units.services import kinds_store, links_store, units_store


class Listed(Protocol):
    """A unit as a list gives it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Text: ...


@cache
def fingerprint() -> str:
    """SHA-256 of every list of units in the package, with its version."""
    folder = Path(territory.__file__).parent / "data"
    digest = hashlib.sha256(chiso.__version__.encode())
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def units_are_loaded() -> bool:
    """Whether the database holds the units of this package's lists."""
    return UnitList.objects.filter(name=SHIPPED, fingerprint=fingerprint()).exists()


@transaction.atomic
def units_load(called: Iterable[Listed]) -> None:
    """Load every kind, unit and link of the package's lists; an office's own stay as they are.

    ``called`` gives provinces of unknown start another short name, as a publisher calls them.
    """
    shipped = territory.shipped()
    names = {f"{one.code}@{territory.UNKNOWN}": one.name for one in called}
    loaded, _ = UnitList.objects.update_or_create(
        name=SHIPPED, defaults={"fingerprint": fingerprint()}
    )
    kinds_store(shipped.kinds.values())
    units_store(shipped, of=shipped, in_list=loaded, called=names)
    links_store(shipped.links, of=shipped, in_list=loaded)


def provinces_load(called: Iterable[Listed]) -> dict[str, Unit]:
    """The provinces by code, all units being loaded first where this package's are not yet."""
    if not units_are_loaded():
        units_load(called)
    return {unit.code: unit for unit in unit_list_provinces()}
