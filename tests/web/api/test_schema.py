"""The interface keeps to its own description, whatever it is asked for (schemathesis)."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
# names that exist together, for what stands behind them is to be tested too
PLACES = [
    {
        "index": "papi",
        "period": "2023",
        "unit": "01",
        "node": "4.1",
        "name": "papi@2023",
        "edition": "papi@2023-01-01",
        "measure": "papi.4",
        "kind": "dimension",
        "group": "province",
        "class": "highest",
        "level": "province",
        "parent": "01",
        "code": "01",
        "q": "Hà",
    },
    {
        "index": "ha-noi-communes",
        "period": "2025",
        "unit": "00145@2025-07-01",
        "node": "1.2",
        "name": "ha-noi-communes@2025",
        "edition": "ha-noi-communes@2025-01-01",
        "measure": "hn.dialogues",
        "kind": "criterion",
        "group": "ward",
        "class": "good",
        "level": "commune",
        "parent": "01@unknown",
        "code": "00145",
        "q": "long bien",
    },
]
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# a filter's values are names of what is published, which no schema can list
EXCLUDED = [positive_data_acceptance]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = [one.ok() for one in schema.get_all_operations()]


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """The test's connection to the database, which a server would close after each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_one_that_is_described(operation, mode, token: str) -> None:
    @SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode), choice=st.data())
    def keeps_to_it(case, choice) -> None:
        place = choice.draw(st.sampled_from([{}, *PLACES, *PLACES]))
        case.path_parameters = _placed(case.path_parameters, place)
        if mode is GenerationMode.POSITIVE and place:
            kept = choice.draw(st.sets(st.sampled_from(sorted(case.query)))) if case.query else ()
            case.query = _placed({name: case.query[name] for name in sorted(kept)}, place)
        case.call_and_validate(
            headers={
                "Accept-Encoding": "identity",  # what is packed it does not unpack
                "Authorization": f"Bearer {token}",
            },
            excluded_checks=EXCLUDED,
        )

    keeps_to_it()


def _placed(made, place):
    return {name: place.get(name, value) for name, value in (made or {}).items()}
