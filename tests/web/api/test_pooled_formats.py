"""Scores for DHIS2 and as SDMX-CSV: what their documents ask for, and every score back from them.

DHIS2: Developer guide, "Data values": a data value set has dataSet and dataValues, each with
dataElement, period, orgUnit and value as text; codes have at most 50 characters. SDMX-CSV 2.0 field
guide: STRUCTURE, STRUCTURE_ID and ACTION first, then dimensions, measures and attributes by their
ids; NaN for a missing number; ids of SDMX 3.0 have letters, digits, _, - , @ and $ only.
"""

import csv
import io
import json
import math
import re

import pytest
from django.test import Client

from chiso_web.results.models import Evaluation, Score
from tests.web.api.conftest import Reader

RESULTS = [("papi", "2023"), ("papi", "2014"), ("ha-noi-communes", "2025")]
SDMX_ID = re.compile(r"[A-Za-z0-9_@$-]+")
DHIS2_YEAR = re.compile(r"[0-9]{4}")
STATUSES = set("AIGMLQO")  # of CL_OBS_STATUS 2.2
VALUE_KEYS = {"dataElement", "period", "orgUnit", "value", "comment"}


def stored(index: str, period: str) -> dict[tuple[str, str], Score]:
    """Every score by unit and node, from the database."""
    found = Score.objects.filter(evaluation__index=index, evaluation__period=period)
    return {(one.unit.uid, one.node): one for one in found.select_related("unit")}


def sdmx_rows(client: Client, index: str, period: str) -> list[dict[str, str]]:
    """The rows of the file, read by the standard library."""
    response = client.get(f"/api/v1/results/{index}/{period}/sdmx.csv")
    text = b"".join(response.streaming_content).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(("index", "period"), RESULTS)
def test_scores_come_back_from_data_values(api: Reader, index: str, period: str) -> None:
    found = api.json(f"/results/{index}/{period}/data-values")
    back = {
        (one["orgUnit"], one["dataElement"].removeprefix(f"{index}.")): float(one["value"])
        for one in found["dataValues"]
    }
    scores = stored(index, period)
    assert back == {key: one.points for key, one in scores.items() if one.points is not None}
    assert len(found["dataValues"]) == len(back)
    assert found["left_out"] == len(scores) - len(back)


@pytest.mark.parametrize(("index", "period"), RESULTS)
def test_data_values_have_the_shape_that_dhis2_takes(api: Reader, index: str, period: str) -> None:
    found = api.json(f"/results/{index}/{period}/data-values")
    assert (found["dataSet"], found["period"]) == (index, period)
    for one in found["dataValues"]:
        assert set(one) == VALUE_KEYS
        assert all(isinstance(value, str) for value in one.values())
        assert DHIS2_YEAR.fullmatch(one["period"])
        assert math.isfinite(float(one["value"]))
        assert max(len(one["dataElement"]), len(one["orgUnit"])) <= 50


@pytest.mark.parametrize(("index", "period"), RESULTS)
def test_scores_come_back_from_sdmx(client: Client, index: str, period: str) -> None:
    scores = stored(index, period)
    ids = {_sdmx(unit, node): (unit, node) for unit, node in scores}
    assert len(ids) == len(scores)  # no two scores share a key
    back = {
        ids[row["REF_AREA"], row["NODE"]]: None if row["OBS_VALUE"] == "NaN" else row["OBS_VALUE"]
        for row in sdmx_rows(client, index, period)
    }
    assert back == {
        key: None if one.points is None else repr(one.points) for key, one in scores.items()
    }


def _sdmx(unit: str, node: str) -> tuple[str, str]:
    return unit.replace(".", "_"), node.replace(".", "_")


@pytest.mark.parametrize(("index", "period"), RESULTS)
def test_sdmx_rows_keep_to_the_field_guide(client: Client, index: str, period: str) -> None:
    synthetic = Evaluation.objects.get(index=index, period=period).synthetic
    rows = sdmx_rows(client, index, period)
    assert list(rows[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    for row in rows:
        assert (row["STRUCTURE"], row["ACTION"]) == ("dataflow", "I")
        assert re.fullmatch(r"[A-Z]+:[A-Z_]+\(\d+\.\d+\.\d+\)", row["STRUCTURE_ID"])
        for name in ("REF_AREA", "INDICATOR", "NODE"):
            assert SDMX_ID.fullmatch(row[name])
        assert row["TIME_PERIOD"] == period
        assert row["OBS_STATUS"] in STATUSES
        assert (row["OBS_VALUE"] == "NaN") is (row["OBS_STATUS"] in "MLQO")
        assert (row["COMMENT"] != "") is synthetic


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/vnd.sdmx.data+csv;version=2.0.0", 200),
        ("application/vnd.sdmx.data+csv; version=2.0.0; labels=id", 200),
        ("application/vnd.sdmx.data+csv", 200),
        ("application/vnd.sdmx.data+csv;version=1.0.0", 406),
        ("application/vnd.sdmx.data+json;version=2.0.0", 406),
    ],
)
def test_sdmx_clients_ask_for_a_version(client: Client, accept: str, status: int) -> None:
    response = client.get("/api/v1/results/papi/2023/sdmx.csv", headers={"Accept": accept})
    assert response.status_code == status
    if status == 200:
        assert "version=2.0.0" in response["Content-Type"]


def test_statuses_tell_kinds_of_missing_apart(client: Client) -> None:
    # Quảng Ninh's total of 2023 was withheld: suppressed (Q)
    rows = {(row["REF_AREA"], row["NODE"]): row for row in sdmx_rows(client, "papi", "2023")}
    assert rows["22@unknown", "total"]["OBS_STATUS"] == "Q"
    assert rows["01@unknown", "total"]["OBS_STATUS"] == "A"


def test_values_are_json_that_any_reader_takes(client: Client) -> None:
    response = client.get("/api/v1/results/papi/2023/data-values")
    body = b"".join(response.streaming_content)
    assert "NaN" not in body.decode("utf-8")
    assert json.loads(body)["dataSet"] == "papi"
