"""A file of survey results: read as offices write it, with every fault at its row and column."""

import io

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from chiso import tables
from chiso.values import Missing, MissingKind, Observation, table_of
from chiso_web.assessment.models import Entrant
from chiso_web.assessment.services.surveying import survey_record
from chiso_web.assessment.surveyed import survey_kept, told_of
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
            plan = survey_plan(sheet_read(content, "mau.xlsx"), entrants, SOURCE)
        assert plan.faults == ()
        assert plan.changes == ()
        assert plan.unchanged == 2
        assert {one.entrant.pk: dict(one.figures) for one in plan.found} == {
            key: {name: one.told for name, one in own.items() if not one.ground}
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
        plan = survey_plan(sheet_of(heads, [name, *figures]), entrants_of(one), SOURCE)
        assert plan.faults == ()
        assert [change.entrant.unit.uid for change in plan.changes] == [LONG_BIEN]
        assert told_of(plan.changes[0].after) == ANSWERS


def observation_file(*seen: Observation) -> bytes:
    """A file as the library and its command write it."""
    return tables.encoded(tables.observation_columns(table_of(seen)), "csv")


def test_an_observation_file_of_the_library_is_read_with_its_decimal_points():
    one = round_running()
    told = {"note": "", "source": "R survey 4.4", "se": 0.05, "n": 210}
    content = observation_file(
        Observation(LONG_BIEN, "2026", "hn.survey.attitude", 4.125, **told),
        Observation(LONG_BIEN, "2026", "hn.survey.trouble", 1.5, **told),
    )
    plan = survey_plan(sheet_read(content, "r.csv"), entrants_of(one), SOURCE)
    assert plan.faults == ()
    assert told_of(plan.changes[0].after) == {
        "hn.survey.attitude": 4.125,
        "hn.survey.trouble": 1.5,
    }


def test_a_criterion_that_was_not_surveyed_is_told_in_a_list_by_its_note_alone():
    one = round_running()
    absent = Missing(MissingKind.NOT_APPLICABLE, "Không hỏi")
    content = observation_file(
        Observation(LONG_BIEN, "2026", "hn.survey.attitude", 4.125),
        Observation(LONG_BIEN, "2026", "hn.survey.trouble", absent, note="Không hỏi"),
        Observation(BO_DE, "2026", "hn.survey.trouble", Missing(MissingKind.NOT_REPORTED)),
    )
    plan = survey_plan(sheet_read(content, "r.csv"), entrants_of(one), SOURCE)
    assert plan.faults == ()
    assert [told_of(change.after) for change in plan.changes] == [
        {"hn.survey.attitude": 4.125, "hn.survey.trouble": "Không hỏi"}
    ]


def test_both_layouts_in_one_file_are_refused():
    one = round_running()
    heads = ["unit", "measure", "value", "hn.survey.attitude"]
    rows = sheet_of(heads, [LONG_BIEN, "hn.survey.trouble", "2", "4"])
    plan = survey_plan(rows, entrants_of(one), SOURCE)
    assert [(fault.row, fault.column) for fault in plan.faults] == [(1, "measure")]


def test_a_fault_in_a_list_is_told_at_the_row_of_its_figure():
    one = round_running()
    heads = ["unit", "measure", "value"]
    rows = [[LONG_BIEN, "hn.survey.trouble", "2"], [LONG_BIEN, "hn.survey.attitude", "9"]]
    plan = survey_plan(sheet_of(heads, *rows), entrants_of(one), SOURCE)
    assert [(fault.row, fault.column) for fault in plan.faults] == [(3, "hn.survey.attitude")]


@pytest.mark.parametrize("cell", ["4.125", "4,125"])
def test_a_typed_number_reads_alike_in_both_languages(cell):
    one = round_running()
    rows = sheet_of(["unit", "hn.survey.attitude"], [LONG_BIEN, cell])
    for lang in ("vi", "en"):
        with translation.override(lang):
            plan = survey_plan(rows, entrants_of(one), SOURCE)
        assert told_of(plan.changes[0].after) == {"hn.survey.attitude": 4.125}


@pytest.mark.parametrize("cell", ["1_0", "nan", "1e3", "1.234.567", "٣", "4%"])
def test_what_is_no_number_is_a_fault(cell):
    one = round_running()
    rows = sheet_of(["unit", "hn.survey.attitude"], [LONG_BIEN, cell])
    plan = survey_plan(rows, entrants_of(one), SOURCE)
    assert [fault.column for fault in plan.faults] == ["hn.survey.attitude"]


def test_a_blank_row_leaves_a_unit_as_it_is():
    one = round_running()
    by = person_with("council_chair", HA_NOI, name="chair")
    found = [surveyed(one, figures={}, ground="Mới lập")]
    survey_record(one.pk, found, source=SOURCE, by=by, actor=SYSTEM)
    rows = sheet_of(["unit", "hn.survey.attitude"], [LONG_BIEN, ""])
    plan = survey_plan(rows, entrants_of(one), SOURCE)
    assert (plan.changes, plan.faults, plan.unchanged) == ((), (), 1)


def test_a_number_of_a_workbook_has_its_point_and_a_typed_one_the_mark_of_the_language():
    one = round_running()
    heads = ["unit", "hn.survey.attitude"]
    for cell, numbers in (("4.125", frozenset({1})), ("4,125", frozenset())):
        plan = survey_plan(
            sheet_of(heads, [LONG_BIEN, cell], numbers=numbers), entrants_of(one), SOURCE
        )
        assert told_of(plan.changes[0].after) == {"hn.survey.attitude": 4.125}


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
        SOURCE,
    )
    told = [(fault.row, fault.column, fault.unit) for fault in plan.faults]
    assert told == [
        (2, "unit", ""),
        (3, "câu trả lời [hn.survey.service.satisfied]", "Phường Long Biên"),
        (3, "hn.survey.attitude", "Phường Long Biên"),
        (4, "câu trả lời [hn.survey.service.neutral]", "Phường Bồ Đề"),
        (4, "hn.survey.attitude", "Phường Bồ Đề"),
        (5, "unit", ""),
        (6, "unit", "Phường Bồ Đề"),
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
    plan = survey_plan(
        sheet_of(header, [LONG_BIEN, "4", "4"][: len(header)]), entrants_of(one), SOURCE
    )
    assert [(fault.row, fault.column) for fault in plan.faults] == [(1, column)]
    assert plan.found == ()


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["10", "5", "2", "1", "0,5"], "số nguyên"),
        (["-1", "5", "2", "1", "0"], "từ 0 trở lên"),
        (["0", "0", "0", "0", "0"], "không có ai trả lời"),
    ],
)
def test_answers_that_cannot_be_are_refused(cells, word):
    one = round_running()
    plan = survey_plan(
        sheet_of(["unit", *ANSWER_HEADS], [LONG_BIEN, *cells]), entrants_of(one), SOURCE
    )
    assert len(plan.faults) == 1
    assert word in plan.faults[0].sentence


def test_a_reason_beside_figures_is_refused():
    one = round_running()
    heads = ["unit", "hn.survey.attitude", "not_surveyed"]
    plan = survey_plan(sheet_of(heads, [LONG_BIEN, "4", "Mới lập"]), entrants_of(one), SOURCE)
    assert [fault.column for fault in plan.faults] == ["not_surveyed"]


def test_a_blank_cell_leaves_what_is_recorded():
    one = round_running()
    by = person_with("council_chair", HA_NOI, name="chair")
    survey_record(one.pk, [surveyed(one)], source=SOURCE, by=by, actor=SYSTEM)
    heads = ["unit", "hn.survey.attitude", "hn.survey.trouble"]
    plan = survey_plan(sheet_of(heads, [LONG_BIEN, "", "2"]), entrants_of(one), SOURCE)
    before, after = plan.changes[0].before, plan.changes[0].after
    assert told_of(after) == {**told_of(before), "hn.survey.trouble": 2.0}
