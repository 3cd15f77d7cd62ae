"""What filters of a result's rows mean; all that mean nothing are told at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chiso.definition.model import Edition
from chiso.spelling import nearest
from chiso_web.api.edition_facts import class_bodies
from chiso_web.api.naming import Evaluated, node_named, unit_of, unknown
from chiso_web.api.problems import NAME, Problem, Wrong, names_wrong, parameters_wrong, wrong_name
from chiso_web.look.formats import echoed
from chiso_web.results.pages import group_list


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of the rows of one result."""

    found: Evaluated

    def read(self, given: Mapping[str, str]) -> dict[str, object]:
        """What a query takes for the parameters given. Raises Problem with all that mean nothing,
        each with the nearest.
        """
        meant: dict[str, object] = {}
        wrong: list[Wrong] = []
        for name, value in given.items():
            try:
                meant |= self._one(name, value)
            except Problem as problem:
                wrong.append(wrong_name(name.rstrip("_"), problem))
        names_wrong(wrong)
        return meant

    def _one(self, name: str, value: str) -> dict[str, object]:
        match name:
            case "unit":
                return {"unit": unit_of(self.found, value).pk}
            case "node":
                return {"node": node_named(self.found.edition, value)}
            case "kind":
                kinds = [level.kind for level in self.found.edition.levels]
                return {"kind": _known("level", value, kinds)}
            case "class_":
                classes = [one["id"] for one in class_bodies(self.found.edition)]
                return {"class_id": _known("class", value, classes)}
            case _:
                return {"rank_group": self._group(value)}

    def _group(self, value: str) -> str:
        known = group_list(self.found.evaluation)
        if value in known:
            return value
        near = nearest(value, known) or known
        detail = _("There is no ranking group “%(name)s”. Nearest: %(nearest)s.")
        facts = {"name": echoed(value), "nearest": ", ".join(near)}
        raise Problem(NAME, detail % facts, nearest=near)


def _known(what: str, value: str, known: list[str]) -> str:
    if value not in known:
        raise unknown(what, value, known)
    return value


def node_filter(edition: Edition, node: str) -> str:
    """The node that a parameter names. Raises Problem with the nearest."""
    try:
        return node_named(edition, node)
    except Problem as problem:
        raise parameters_wrong([wrong_name("node", problem)], NAME) from problem


def missing_filter(asked: str | None) -> dict[str, object]:
    """What a query takes for a reason why something is missing."""
    if asked == "any":
        return {"missing__gt": ""}
    return {} if asked is None else {"missing": "" if asked == "none" else asked}
