"""What people call the units of an index, where a shipped data set names them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chiso.definition.model import Edition
    from chiso.wording import Text

_OF_PAPI = ("papi", "papi-weighted")


def unit_names(edition: "Edition") -> "dict[str, Text]":
    """Names by unit code; empty for an index whose units Chiso does not know."""
    if edition.id not in _OF_PAPI:
        return {}
    from chiso.datasets import papi

    return {province.code: province.name for province in papi.provinces()}


def unit_code(asked: str, edition: "Edition") -> str:
    """The code of a unit named by its code or, without regard to marks and case, by its name."""
    from chiso.spelling import fold

    codes = {fold(name.vi): code for code, name in unit_names(edition).items()}
    return codes.get(fold(asked), asked)
