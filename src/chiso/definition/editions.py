"""The editions that ship with the product, found by name and date."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from chiso.definition.load import INDICES, load
from chiso.definition.model import Edition
from chiso.errors import EditionAmbiguous, EditionNameInvalid, EditionNotInForce, UnknownName
from chiso.spelling import nearest

_NAME = re.compile(r"(?P<index>[a-z0-9-]+)@(?P<when>\d{4}(-\d{2}-\d{2})?)")


@lru_cache(maxsize=1)
def edition_list() -> tuple[Edition, ...]:
    """Every shipped edition, by index, then first day of force. Raises EditionInvalid."""
    return tuple(load(folder) for folder in _folders())


def _folders() -> list[Path]:
    return sorted(file.parent for file in INDICES.glob("*/*/index.yaml"))


def edition_names() -> tuple[str, ...]:
    """The names of all shipped editions, ``ID@first-day``, without reading them."""
    return tuple(f"{folder.parent.name}@{folder.name}" for folder in _folders())


def edition(name: str) -> Edition:
    """The edition of that name: ID@YYYY-MM-DD (in force that day), ID@YYYY (covering that year), or
    a path.

    Raises:
        EditionNameInvalid: the name has no such form and is no path.
        UnknownName: no index of that id.
        EditionNotInForce: no edition covers the day or year.
        EditionAmbiguous: two editions cover parts of the year.
    """
    if "/" in name or name.endswith((".yaml", ".yml")) or Path(name).is_dir():
        return load(Path(name).resolve())
    match = _NAME.fullmatch(name)
    if match is None:
        raise EditionNameInvalid(name=name, example=edition_names()[-1])
    index, when = match["index"], match["when"]
    known = {folder.parent.name for folder in _folders()}
    if index not in known:
        raise UnknownName(what="index", name=index, nearest=nearest(index, known))
    found = _in_force(index, *_days(name, when))
    if not found:
        names = [one for one in edition_names() if one.startswith(index + "@")]
        raise EditionNotInForce(index=index, when=when, editions=names)
    if len(found) > 1:
        raise EditionAmbiguous(index=index, when=when, editions=[one.name for one in found])
    return found[0]


def _days(name: str, when: str) -> tuple[date, date]:
    try:
        if len(when) == 4:
            return date(int(when), 1, 1), date(int(when), 12, 31)
        day = date.fromisoformat(when)
    except ValueError as error:
        raise EditionNameInvalid(name=name, example=edition_names()[-1]) from error
    return day, day


def _in_force(index: str, first: date, last: date) -> list[Edition]:
    """The editions in force on any day from ``first`` to ``last``.

    A folder is named by its first day, so later ones need no reading; nor do those before the one
    that was in force on ``first``, for editions of an index never overlap.
    """
    folders = [folder for folder in _folders() if folder.parent.name == index]
    editions: list[Edition] = []
    for folder in reversed([one for one in folders if one.name <= last.isoformat()]):
        editions.insert(0, load(folder))
        if folder.name <= first.isoformat():
            break
    return [one for one in editions if one.in_force.until is None or one.in_force.until >= first]
