"""The description of the interface is one that programs can read."""

import json
from typing import Any

import pytest

from chiso_web.api.assembly import api
from chiso_web.api.openapi import MEANING, description

Operation = dict[str, Any]
DESCRIBED = json.loads(description(api))
OPERATIONS = [one["get"] for one in DESCRIBED["paths"].values()]


@pytest.fixture(params=OPERATIONS, ids=[one["operationId"] for one in OPERATIONS])
def operation(request: pytest.FixtureRequest) -> Operation:
    """Each operation."""
    found: Operation = request.param
    return found


def test_parameter_has_an_example_and_no_list_of_them(operation: Operation) -> None:
    """OpenAPI 3.1, Parameter Object: `examples` is a map, not an array."""
    for one in operation.get("parameters", ()):
        assert "examples" not in one
        assert one.get("description") or one.get("example")


def test_problems_are_problem_json_and_carry_no_tag(operation: Operation) -> None:
    for status in ("400", "404", "406", "412", "429"):
        answer = operation["responses"][status]
        assert list(answer["content"]) == ["application/problem+json"]
        assert "ETag" not in answer["headers"]
        assert "RateLimit-Remaining" in answer["headers"]
    assert "Retry-After" in operation["responses"]["429"]["headers"]


def test_lists_name_the_link_to_the_next_page(operation: Operation) -> None:
    is_list = "cursor" in {one["name"] for one in operation["parameters"]}
    assert ("Link" in operation["responses"]["200"]["headers"]) == is_list
    assert {"ETag", "Cache-Control"} <= set(operation["responses"]["304"]["headers"])


def test_columns_of_common_names_say_what_they_are() -> None:
    for name, shape in DESCRIBED["components"]["schemas"].items():
        for column, schema in shape.get("properties", {}).items():
            assert column not in MEANING or schema["description"], f"{name}.{column}"


def test_every_operation_has_an_id_of_its_own() -> None:
    ids = [one["operationId"] for one in OPERATIONS]
    assert len(set(ids)) == len(ids)
