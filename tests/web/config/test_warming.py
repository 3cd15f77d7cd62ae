"""What the first visitor asks for is in memory already."""

import gc
from collections.abc import Iterator

import pytest
from django.test import Client

from chiso_web.config.warming import memory_warm
from chiso_web.portal.profile.country import spread_by_node
from chiso_web.results.estimates import restated_cells
from chiso_web.results.evaluated import evaluated_get
from chiso_web.results.models import Evaluation
from chiso_web.units.finding import _index

pytestmark = pytest.mark.django_db
CACHES = (restated_cells, spread_by_node, _index, evaluated_get)
EXPLAINED = "/api/v1/results/papi/2014/explanations/01"


@pytest.fixture
def warmed() -> Iterator[None]:
    for cache in CACHES:
        cache.cache_clear()
    memory_warm()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("warmed")
@pytest.mark.parametrize(
    "address", ["/papi/2023/restated", "/papi/2023", "/search?q=an", EXPLAINED]
)
def test_first_request_works_out_nothing_that_is_kept(client: Client, address: str) -> None:
    before = [cache.cache_info().misses for cache in CACHES]
    assert client.get(address).status_code == 200
    assert [cache.cache_info().misses for cache in CACHES] == before


@pytest.mark.usefixtures("warmed")
def test_what_was_read_is_not_walked_over_by_every_collection() -> None:
    assert gc.get_freeze_count() > 100_000  # the folded names of 14,000 units alone have more


def test_database_without_results_is_warmed_too(client: Client) -> None:
    Evaluation.objects.all().delete()
    memory_warm()
    gc.unfreeze()
    assert client.get("/").status_code == 200
