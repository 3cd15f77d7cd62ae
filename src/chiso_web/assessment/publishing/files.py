"""A result as files: observations as ``chiso score`` reads them, scores as it writes them."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from chiso import tables
from chiso.synthesis import MARK, is_marked
from chiso.values import Observation, table_of
from chiso_web.assessment.evaluating import Computed
from chiso_web.assessment.publishing.shown import Shown
from chiso_web.assessment.running.files import file_name
from chiso_web.look.saving import file_response

DRAFT = "du-thao"


def named_observations(shown: Shown) -> HttpResponse:
    """All observations of the round in one file."""
    return _saved(shown, shown.observed, "observations")


def observation_file(shown: Shown, index: str) -> HttpResponse:
    """The observations of one index. Raises Http404 where the result has none of it."""
    return _saved(shown, _of_index(shown, index).observations, f"{index}-observations")


def _saved(shown: Shown, observed: Sequence[Observation], what: str) -> HttpResponse:
    if not observed:
        raise Http404
    columns = tables.observation_columns(table_of(list(observed)))
    return file_response(columns, kind="csv", name=file_name(shown.one, _versioned(shown, what)))


def score_file(shown: Shown, index: str) -> HttpResponse:
    """The scores of one index, with the mark in every row where they are synthetic."""
    evaluation = _of_index(shown, index).evaluation
    columns = evaluation.columns()
    if is_marked(evaluation.table):
        columns["note"] = [f"{MARK.vi} / {MARK.en}"] * len(columns["unit"])
    name = file_name(shown.one, _versioned(shown, f"{index}-scores"))
    return file_response(columns, kind="csv", name=name)


def _of_index(shown: Shown, index: str) -> Computed:
    for one in shown.computed:
        if one.evaluation.edition.id == index:
            return one
    raise Http404


def _versioned(shown: Shown, what: str) -> str:
    """The name says whether it is a draft, else which version."""
    return f"{what}-v{shown.version.number}" if shown.version else f"{what}-{DRAFT}"
