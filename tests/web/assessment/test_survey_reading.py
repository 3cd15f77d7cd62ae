"""A file of survey results: read as offices write it, with every fault at its row and column."""

import io

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from chiso_web.assessment.models import Entrant
from chiso_web.assessment.services.surveying import survey_record
from chiso_web.assessment.surveyed import survey_kept
from chiso_web.assessment.surveying.reading import survey_plan
from chiso_web.assessment.surveying.template import template_columns, template_workbook
from chiso_web.audit.services import SYSTEM
from chiso_web.look.sheets import sheet_read
from tests.people import BO_DE, HA_NOI, LONG_BIEN, person_with
from tests.web.assessment.rounds import round_running
from tests.web.assessment.surveys import ANSWERS, SOURCE, figures_of, sheet_of, surveyed

pytestmark = pytest.mark.django_db
ANSWER_HEADS = [f"câu trả lời [{name}]" for name in ANSWERS]


def entrants_of(one) -> list[Entrant]:
    return list(Entrant.objects.filter(round=one).select_related("round", "group", "unit"))


def test_the_template_as_it_is_filled_in_reads_back_to_the_last_digit():
    one = round_running()
    by = person_with("council_chair", HA_NOI, name="chair")
    figures = figures_of(entrants_of(one)[0]) | {"hn.survey.attitude": 4.123456789}
    found = [surveyed(one, figures=figures), surveyed(one, BO_DE, figures={}, ground="Mới lập")]
    survey_record(one.pk, found, source=SOURCE, by=by, actor=SYSTEM)
    entrants = entrants_of(one)
    kept = survey_kept(entrants)
    for lang in ("vi", "en"):
        with translation.override(lang):
            content = template_workbook(entrants[0].group, entrants, kept)
            plan = survey_plan(sheet_read(content, "mau.xlsx"), entrants)
        assert plan.faults == ()
        assert plan.changes == ()
        assert plan.unchanged == 2
        assert {one.entrant.pk: dict(one.figures) for one in plan.found} == {
            key: {name: told for name, told in own.items() if not isinstance(told, str)}
            for key, own in kept.items()
        }


def test_the_template_has_a_row_a_unit_and_explains_each_column():
    one = round_running()
    entrants = entrants_of(one)
    columns = template_columns(entrants[0].group, entrants, survey_kept(entrants))
    assert sorted(columns["Mã định danh đơn vị [unit]"]) == sorted([LONG_BIEN, BO_DE])
    assert all(cell == "" for cell in columns[next(c for c in columns if "attitude" in c)])
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(template_workbook(entrants[0].group, entrants, survey_kept(entrants)))
    )
    explained = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    assert [row[2] for row in explained[1:]] == list(figures_of(entrants[0]))


def test_units_are_known_by_id_code_and_whole_name():
    one = round_running()
    heads = ["unit", *ANSWER_HEADS]
    figures = ["60", "30", "6", "3", "1"]
    for name in (LONG_BIEN, "00145", "Phường Long Biên", "phuong long bien"):
        plan = survey_plan(sheet_of(heads, [name, *figures]), entrants_of(one))
        assert plan.faults == ()
        assert [change.entrant.unit.uid for change in plan.changes] == [LONG_BIEN]
        assert plan.changes[0].after == ANSWERS


def test_a_list_of_figures_as_the_library_writes_it_is_read_with_decimal_points():
    one = round_running()
    plan = survey_plan(
        sheet_of(
            ["unit", "period", "measure", "value", "se", "missing", "note", "source"][:4],
            [LONG_BIEN, "2026", "hn.survey.attitude", "4.125"],
            [LONG_BIEN, "2026", "hn.survey.trouble", "1.5"],
        ),
        entrants_of(one),
    )
    assert plan.faults == ()
    assert plan.changes[0].after == {"hn.survey.attitude": 4.125, "hn.survey.trouble": 1.5}


def test_a_number_of_a_workbook_has_its_point_and_a_typed_one_the_mark_of_the_language():
    one = round_running()
    heads = ["unit", "hn.survey.attitude"]
    for cell, numbers in (("4.125", frozenset({1})), ("4,125", frozenset())):
        plan = survey_plan(sheet_of(heads, [LONG_BIEN, cell], numbers=numbers), entrants_of(one))
        assert plan.changes[0].after == {"hn.survey.attitude": 4.125}


def test_every_fault_is_told_at_its_row_and_column():
    one = round_running()
    heads = ["unit", *ANSWER_HEADS, "hn.survey.attitude", "not_surveyed"]
    full = ["60", "30", "6", "3", "1", "4", ""]
    plan = survey_plan(
        sheet_of(
            heads,
            ["Phường Không Có", *full],
            [LONG_BIEN, "60", "ba mươi", "6", "3", "1", "9", ""],
            [BO_DE, "60", "30", "", "3", "1", "9", ""],
            ["", *full],
            [BO_DE, *full],
        ),
        entrants_of(one),
    )
    told = [(fault.row, fault.column) for fault in plan.faults]
    assert told == [
        (2, "unit"),
        (3, "hn.survey.service.satisfied"),
        (4, "hn.survey.attitude"),
        (4, "hn.survey.service.neutral"),
        (5, "unit"),
        (6, "unit"),
    ]
    assert "ba mươi" in plan.faults[1].sentence
    assert "4/5" in plan.faults[3].sentence


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (["unit", "hn.survey.trouble", "hn.survey.atitude"], "hn.survey.atitude"),
        (["unit", "hn.survey.attitude", "a [hn.survey.attitude]"], "a [hn.survey.attitude]"),
        (["hn.survey.attitude"], "unit"),
        (["unit", "name"], ""),
    ],
)
def test_a_header_that_does_not_read_is_refused_before_any_row(header, column):
    one = round_running()
    plan = survey_plan(sheet_of(header, [LONG_BIEN, "4", "4"][: len(header)]), entrants_of(one))
    assert [(fault.row, fault.column) for fault in plan.faults] == [(1, column)]
    assert plan.found == ()


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["10", "5", "2", "1", "0,5"], "số nguyên"),
        (["-1", "5", "2", "1", "0"], "từ 0"),
        (["0", "0", "0", "0", "0"], "không có ai trả lời"),
    ],
)
def test_answers_that_cannot_be_are_refused(cells, word):
    one = round_running()
    plan = survey_plan(sheet_of(["unit", *ANSWER_HEADS], [LONG_BIEN, *cells]), entrants_of(one))
    assert len(plan.faults) == 1
    assert word in plan.faults[0].sentence


def test_a_reason_beside_figures_is_refused():
    one = round_running()
    heads = ["unit", "hn.survey.attitude", "not_surveyed"]
    plan = survey_plan(sheet_of(heads, [LONG_BIEN, "4", "Mới lập"]), entrants_of(one))
    assert [fault.column for fault in plan.faults] == ["not_surveyed"]


def test_a_blank_cell_leaves_what_is_recorded():
    one = round_running()
    by = person_with("council_chair", HA_NOI, name="chair")
    survey_record(one.pk, [surveyed(one)], source=SOURCE, by=by, actor=SYSTEM)
    heads = ["unit", "hn.survey.attitude", "hn.survey.trouble"]
    plan = survey_plan(sheet_of(heads, [LONG_BIEN, "", "2"]), entrants_of(one))
    before, after = plan.changes[0].before, plan.changes[0].after
    assert dict(after) == {**before, "hn.survey.trouble": 2.0}
