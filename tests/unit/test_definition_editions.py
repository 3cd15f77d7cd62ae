"""How editions are named and found, and that what ships is named as it is."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chiso.definition import editions
from chiso.definition.editions import edition, edition_list, edition_names
from chiso.definition.model import Edition
from chiso.errors import (
    EditionAmbiguous,
    EditionInvalid,
    EditionNameInvalid,
    EditionNotInForce,
    UnknownName,
)
from chiso.wording import tell
from tests.builders_library import EDITIONS


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixture editions in place of those that ship: one until 30 June 2025, one after it."""
    monkeypatch.setattr(editions, "INDICES", EDITIONS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("papi@2023", "papi@2023-01-01"),
        ("papi@2023-05-01", "papi@2023-01-01"),
        ("papi@2015-12-31", "papi@2011-01-01"),
        ("papi@2016-01-01", "papi@2016-01-01"),
        ("papi@2013", "papi@2011-01-01"),
        ("papi-weighted@2019", "papi-weighted@2019-01-01"),
    ],
)
def test_a_name_finds_the_edition_in_force(name: str, found: str) -> None:
    assert edition(name).name == found


def test_papi_of_2025_is_not_in_force() -> None:
    with pytest.raises(EditionNotInForce) as raised:
        edition("papi@2025")
    assert str(raised.value).startswith(
        "No edition of papi is in force in 2025. There are: papi@2011"
    )
    assert "papi@2024-01-01" in tell(raised.value, "vi")


@pytest.mark.parametrize("name", ["papi@2010", "papi@2010-12-31", "papi@2025-01-01"])
def test_no_edition_covers_a_day_outside_all(name: str) -> None:
    with pytest.raises(EditionNotInForce):
        edition(name)


def test_an_unknown_index_offers_the_nearest() -> None:
    with pytest.raises(UnknownName) as raised:
        edition("pappi@2023")
    assert raised.value.nearest[0] == "papi"


@pytest.mark.parametrize(
    "name",
    [
        "papi",
        "papi@",
        "papi@23",
        "papi@2023-02-30",
        "papi@2023-5-1",
        "papi@0000",
        "@2023",
        "PAPI@x",
    ],
)
def test_a_name_in_another_form_says_how_to_write_it(name: str) -> None:
    with pytest.raises(EditionNameInvalid, match="Write ID@YYYY or ID@YYYY-MM-DD"):
        edition(name)


@pytest.mark.usefixtures("wards")
def test_a_year_of_two_editions_names_both() -> None:
    with pytest.raises(EditionAmbiguous) as raised:
        edition("ward@2025")
    assert "ward@2024-01-01, ward@2025-07-01" in str(raised.value)
    assert "ward@2024-01-01, ward@2025-07-01" in tell(raised.value, "vi")


@pytest.mark.usefixtures("wards")
@pytest.mark.parametrize(
    ("name", "first_day"),
    [
        ("ward@2025-06-30", date(2024, 1, 1)),
        ("ward@2025-07-01", date(2025, 7, 1)),
        ("ward@2024", date(2024, 1, 1)),
        ("ward@2099", date(2025, 7, 1)),
    ],
)
def test_a_day_finds_one_of_two_editions(name: str, first_day: date) -> None:
    assert edition(name).in_force.since == first_day


def test_a_path_names_an_edition_of_ones_own() -> None:
    folder = EDITIONS / "ward" / "2024-01-01"
    assert edition(str(folder)) == edition(str(folder / "index.yaml"))


def test_a_path_names_the_file_that_is_read(tmp_path: Path) -> None:
    """A draft beside the index.yaml is not silently the index.yaml."""
    for file in (EDITIONS / "ward" / "2024-01-01").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for file in (EDITIONS / "measures.yaml",):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    draft = (
        (tmp_path / "index.yaml").read_text(encoding="utf-8").replace("offset: 0.25", "offset: 1")
    )
    (tmp_path / "draft.yaml").write_text(draft.replace("adds_up: true", ""), encoding="utf-8")
    assert edition(str(tmp_path / "draft.yaml")).node("1").offset == 1.0


def test_a_path_to_nothing_is_a_fault_of_that_file(tmp_path: Path) -> None:
    with pytest.raises(EditionInvalid, match=r"index\.yaml: there is no such file"):
        edition(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("one", edition_list(), ids=lambda one: one.name)
def test_a_shipped_edition_stands_in_a_folder_of_its_name(one: Edition) -> None:
    """``edition_names`` and the search by year read the folders' names only."""
    folder = Path(one.file).parent
    assert one.name == f"{folder.parent.name}@{folder.name}"
    assert one.name in edition_names()


def test_editions_of_an_index_never_overlap() -> None:
    ordered = sorted(edition_list(), key=lambda one: (one.id, one.in_force.since))
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id:
            assert earlier.in_force.until is not None
            assert earlier.in_force.until < later.in_force.since
