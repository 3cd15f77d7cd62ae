"""What rests on no decision says so: title, flag and every leaf; what is real never cites it."""

import pytest

from chiso.definition.editions import edition, edition_list
from chiso.definition.model import Edition
from tests.unit.cli_run import run

MADE_UP = [one for one in edition_list() if one.illustrative]
REAL = [one for one in edition_list() if not one.illustrative]


def test_five_illustrative_sets_ship() -> None:
    assert [one.id for one in MADE_UP] == [
        "ha-noi-communes",
        "ha-noi-departments",
        "long-bien-departments",
        "long-bien-district",
        "long-bien-wards",
    ]


@pytest.mark.parametrize("one", MADE_UP, ids=lambda one: one.name)
def test_an_illustrative_set_says_so_in_its_title_and_at_every_leaf(one: Edition) -> None:
    assert "minh họa" in one.title.vi
    assert "Illustrative" in one.title.en
    assert {leaf.cite.source for leaf in one.leaves if leaf.cite} == {"illustrative"}


@pytest.mark.parametrize("one", REAL, ids=lambda one: one.name)
def test_a_real_set_never_cites_it(one: Edition) -> None:
    assert "illustrative" not in one.sources


@pytest.mark.parametrize("one", MADE_UP, ids=lambda one: one.name)
def test_its_parts_make_up_a_hundred_points(one: Edition) -> None:
    assert sum(part.points for part in one.parts) == 100
    assert [part.id for part in one.parts] == ["appraisal", "survey"]


def test_the_wards_have_a_local_addition_beyond_the_frame() -> None:
    wards = edition("long-bien-wards@2018")
    assert [leaf.id for leaf in wards.leaves if leaf.local] == ["1.5"]
    assert wards.root.rescale_to == 100


def test_the_district_reads_what_departments_and_wards_report() -> None:
    district = set(edition("long-bien-district@2018").measures_read())
    reported = {
        measure
        for name in ("wards", "departments")
        for measure in edition(f"long-bien-{name}@2018").measures_read()
    }
    assert len(district & reported) > len(district) / 2


def test_the_table_of_scores_names_the_class_of_what_lacks_data() -> None:
    folder = edition("one-stop-commune@2019-01-06").file
    rows = "unit,period,measure,value\n00145,2019-Q1,tt01.6.posted,1\n"
    rows += "00145,2019-Q1,tt01.6.electronic,1\n"
    found = run("score", folder, "--observations", "-", stdin=rows, lang="vi")
    assert "Thiếu dữ liệu" in found.stdout


def test_scoring_says_that_the_last_day_of_force_is_not_known() -> None:
    rows = "unit,period,measure,value\n01,2017,par2948.1,8\n"
    found = run("score", "par-provinces@2018", "--observations", "-", stdin=rows)
    assert "the last day of force of par-provinces@2017-12-28 is not known." in found.stderr
