"""Points without a lowest or highest end: null in files, “no limit” in words."""

import json

import pytest

from tests.unit.cli_run import run

INDEX = """\
schema: 1
id: trial
title: {vi: Thử, en: Trial}
in_force: {from: 2024-01-01, to: open, certainty: exact, source: decision}
rank_group: {kind: ward, name: {vi: xã, en: wards}}
levels: [{kind: index, name: {vi: Chỉ số, en: Index}}, {kind: line, name: {vi: Dòng, en: Line}}]
missing: withhold
nodes:
  - {id: total, kind: index, name: {vi: Tổng, en: Total}, combine: sum, cite: PLACE}
  - {id: "1", parent: total, kind: line, cite: PLACE, name: {vi: Một, en: One},
     rule: {kind: linear, measure: trial.1, zero_at: 0, full_at: 10, points: 5, capped: false}}
"""
SOURCES = """\
schema: 1
sources: [{id: decision, title: {vi: QĐ, en: Decision}, publisher: P, licence: none found}]
"""
MEASURES = """\
schema: 1
measures: [{id: trial.1, unit: count, direction: higher, name: {vi: Một, en: One}}]
"""
OBSERVED = "unit,period,measure,value\n01,2024,trial.1,12\n"


@pytest.fixture
def endless(tmp_path):
    """An edition whose only line grows on beyond both its ends."""
    folder = tmp_path / "trial" / "2024-01-01"
    folder.mkdir(parents=True)
    index = INDEX.replace("PLACE", "{source: decision, place: Annex}")
    (folder / "index.yaml").write_text(index, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "measures.yaml").write_text(MEASURES, encoding="utf-8")
    return folder


def test_score_file_leaves_an_absent_end_null(endless, tmp_path):
    rows = json.loads(run("score", endless, "--observations", "-", "--json", stdin=OBSERVED).stdout)
    # By hand: 12 of 10 gives 6 of 5 points.
    assert [(row["score"], row["min"], row["max"]) for row in rows] == [(6.0, None, None)] * 2
    for format in ("csv", "xlsx", "parquet"):
        out = tmp_path / f"scores.{format}"
        found = run("score", endless, "--observations", "-", "--out", out, stdin=OBSERVED)
        assert (found.exit_code, found.stderr) == (0, "")


def test_explanation_leaves_an_absent_end_null(endless):
    arguments = ("explain", endless, "--observations", "-", "--unit", "01")
    record = json.loads(run(*arguments, "--json", stdin=OBSERVED).stdout)["explanation"]
    assert (record["score"], record["min"], record["max"]) == (6.0, None, None)


@pytest.mark.parametrize(("lang", "words"), [("en", "no limit"), ("vi", "không giới hạn")])
def test_absent_end_is_said_in_words(endless, lang, words):
    rest = ("--observations", "-")
    for arguments in (("score", endless, *rest), ("explain", endless, *rest, "--unit", "01")):
        text = run(*arguments, stdin=OBSERVED, lang=lang).stdout
        assert text.count(words) >= 2
        assert "nfinity" not in text
