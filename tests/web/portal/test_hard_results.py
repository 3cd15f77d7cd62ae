"""Results that leave much out: no unit with a total, a single one, ties, units known by code."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from django.test import Client

from chiso.definition.editions import edition
from chiso.evaluation import evaluate
from chiso.synthesis import MARK, synthetic
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso_web.portal.criteria.criterion import _explained
from chiso_web.portal.criteria.group_losses import losses_of
from chiso_web.portal.outcome.reading import outcome_of
from chiso_web.portal.standings.pictures import _picture
from chiso_web.portal.standings.reading import _table
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.services import evaluation_publish, observations_replace
from chiso_web.units.models import Unit
from tests.web.reading import Page

pytestmark = pytest.mark.django_db

WARDS = ("00115", "00118", "00121", "00124")  # Thượng Thanh, Ngọc Thụy, Giang Biên, Đức Giang
CACHES = (outcome_of, evaluated_get, losses_of, _explained, _picture, _table)
Change = Callable[[Observation], Observation]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Keys of evaluations come back once a test's rows are rolled back."""
    for cache in CACHES:
        cache.cache_clear()


def published(
    codes: Iterable[str], change: Change, *, by_code: bool = False, is_synthetic: bool = True
) -> str:
    """Where the wards' result of 2019 stands, drawn for some wards and changed."""
    found = {one.uid: one for one in Unit.objects.filter(uid__in=[f"{c}@unknown" for c in codes])}
    units = {one.code: one for one in found.values()} if by_code else found
    definition = edition("long-bien-wards@2018")
    generator = np.random.default_rng(1)
    drawn = synthetic(definition, list(units), period="2019", generator=generator)
    table = table_of([change(one) for one in drawn.observations()])
    observations_replace(table.observations(), dataset="lb", period="2019", units=units)
    evaluated = evaluate(definition, table)
    evaluation_publish(evaluated, period="2019", units=units, synthetic=is_synthetic)
    return "/results/long-bien-wards/2019"


def as_drawn(one: Observation) -> Observation:
    return one


def too_few(one: Observation) -> Observation:
    """Nobody answered: the edition says nothing of that, so it withholds."""
    return replace(one, value=Missing(MissingKind.TOO_FEW), numerator=None, denominator=None)


def pages(start: str, unit: str) -> list[str]:
    """One page of every kind, and files."""
    own = f"{start}/{unit}"
    paths = [
        *("", "?sort=name", "?sort=lost", "?sort=3", "?class=good", "?class=unpublished", "?q=zz"),
        *("/part", "/part?sort=lost", "/part/3", "/part/1.1.1", "/part/7.3", "/compare"),
        *(".csv", ".xlsx", ".json", "/part.csv", "/part/3.csv", "/part/7.3.csv"),
    ]
    below = ["", "/total", "/3", "/1.1", "/1.1.1", "/7.3", ".csv", "/total.csv", "/7.3.json"]
    return [
        *(f"{language}{start}{path}" for language in ("", "/en") for path in paths),
        *(f"{language}{own}{path}" for language in ("", "/en") for path in below),
        *("/results", "/", "/search?q=cchc", f"/unit/{unit}", "/unit/004@unknown"),
    ]


def assert_all_answer(client: Client, start: str, unit: str) -> None:
    for address in pages(start, unit):
        response = client.get(address)
        assert response.status_code == 200, address
        if "text/html" in response["Content-Type"]:
            words = {"nan", "inf"} if address.startswith("/en") else {"nan", "inf", "None"}
            assert not words & set(Page(response).text.split()), address


def test_result_without_any_total_has_every_page(client: Client) -> None:
    start = published(WARDS, too_few)
    assert_all_answer(client, start, "00115@unknown")
    assert "Không đơn vị nào có điểm tổng" in Page(client.get(start)).text


def test_result_of_a_single_unit_without_a_total_has_every_page(client: Client) -> None:
    assert_all_answer(client, published(WARDS[:1], too_few), "00115@unknown")


def test_result_of_a_single_unit_has_every_page(client: Client) -> None:
    assert_all_answer(client, published(WARDS[:1], as_drawn), "00115@unknown")


def test_one_unit_without_a_total_stands_below_the_others(client: Client) -> None:
    def without(one: Observation) -> Observation:
        return too_few(one) if one.unit == "00124@unknown" else one

    start = published(WARDS, without)
    assert_all_answer(client, start, "00124@unknown")
    assert_all_answer(client, start, "00115@unknown")
    page = Page(client.get(start)).text
    assert "Trung vị của 3 phường" in page


def test_units_that_tie_are_named_together(client: Client) -> None:
    # Thượng Thanh and Ngọc Thụy observe the same; Giang Biên and Đức Giang lose all of 1.1.2
    own = {one.measure: one for one in _drawn("00115@unknown")}

    def alike(one: Observation) -> Observation:
        less = one.measure.startswith("lb.plan.") and one.unit[:5] in WARDS[2:]
        same = replace(own[one.measure], unit=one.unit)
        return replace(same, value=Missing(MissingKind.NOT_REPORTED)) if less else same

    start = published(WARDS, alike)
    assert_all_answer(client, start, "00115@unknown")
    page = Page(client.get(start)).text
    assert "Phường Ngọc Thụy* và phường Thượng Thanh* cùng có điểm tổng cao nhất" in page
    assert "bằng điểm" in Page(client.get(f"{start}/00115@unknown")).text


def _drawn(unit: str) -> list[Observation]:
    definition, generator = edition("long-bien-wards@2018"), np.random.default_rng(1)
    return synthetic(definition, [unit], period="2019", generator=generator).observations()


def test_real_result_of_units_known_by_code_bears_no_mark(client: Client) -> None:
    start = published(WARDS, as_drawn, by_code=True, is_synthetic=False)
    for address in (
        start,
        f"{start}/part",
        f"{start}/part/3",
        f"{start}/00115@unknown",
        f"{start}.csv",
    ):
        assert MARK.vi not in client.get(address).content.decode(), address


def test_criterion_shows_what_units_known_by_code_observed(client: Client) -> None:
    start = published(WARDS, as_drawn, by_code=True)
    found = Page(client.get(f"{start}/part/3.2")).text
    assert found.count("%") >= len(WARDS)
