"""Read once, before the first visitor asks, what pages keep in memory.

The workers are made after it and share it.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import override

from chiso import territory
from chiso_web.api.assembly import api
from chiso_web.api.naming import measure_list
from chiso_web.api.openapi import description
from chiso_web.look.city_shapes import ha_noi_2025
from chiso_web.look.map_labels import land
from chiso_web.look.maps import provinces_34, provinces_63
from chiso_web.portal.finding.parts_found import places_found
from chiso_web.portal.outcome.reading import outcome_list, outcome_of
from chiso_web.portal.papi import INDEX
from chiso_web.portal.profile.country import best_units
from chiso_web.portal.restated.reading import words_get
from chiso_web.portal.results import years
from chiso_web.portal.standings.unchanging import standings_warm
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.models import Evaluation
from chiso_web.units.finding import index
from chiso_web.workdays.selectors import office_get


def memory_warm() -> None:
    """Editions, units, shapes, territory, the calendar, and what every year's pages are made of."""
    with _kept():
        published, reform = years(), outcome_list()
        _territory_warm()
        _results_warm(published)
        _reform_warm(reform)
        _search_warm(published, reform)
        _interface_warm()
        office_get()


@contextmanager
def _kept() -> Iterator[None]:
    """What is read now stays: the collector would walk over all of it, for a tenth of a second,
    again and again.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def _territory_warm() -> None:
    """Shapes of maps, and what estimates are made by; the links are read when first asked for."""
    for shapes in (provinces_63(), provinces_34()):
        land(shapes.provinces)
    land(ha_noi_2025().units)
    shipped = territory.shipped()
    _ = shipped.links_from, shipped.links_to
    territory.census_2019()


def _results_warm(published: Sequence[Evaluation]) -> None:
    """Every year's edition, estimates, medians and best units, and what its points are explained
    from.
    """
    for evaluation in published:
        evaluated_get(evaluation)
        words_get(evaluation)
        best_units(evaluation)


def _reform_warm(reform: Sequence[Evaluation]) -> None:
    """Every result of a reform index, what its points are explained from, and its standings in each
    language.
    """
    for evaluation in reform:
        outcome = outcome_of(evaluation)
        evaluated_get(evaluation)
        for lang, _name in settings.LANGUAGES:
            with override(lang):
                standings_warm(outcome)


def _search_warm(published: Sequence[Evaluation], reform: Sequence[Evaluation]) -> None:
    """The names of all units, parts, editions and pages."""
    index()
    for lang, _name in settings.LANGUAGES:
        with override(lang):
            places_found(INDEX, published, reform)


def _interface_warm() -> None:
    """The description of the open interface, and every measure."""
    description(api)
    measure_list()
