"""A table that a phone lays out as blocks is no table to a screen reader unless it says so."""

import re
from pathlib import Path

import chiso_web.portal

TEMPLATES = sorted(Path(chiso_web.portal.__file__).parent.glob("templates/portal/*.html"))
LAID_OUT = {"league", "dev", "hist", "chg", "tree", "parts", "cmp", "stacked", "hits", "moves"}


def test_tables_laid_out_as_blocks_state_their_roles() -> None:
    tables = [tag for one in TEMPLATES for tag in re.findall(r"<table[^>]*>", one.read_text())]
    reflowed = [tag for tag in tables if LAID_OUT & set(re.findall(r"[\w-]+", tag))]
    assert len(reflowed) > len(LAID_OUT)
    assert [tag for tag in reflowed if 'role="table"' not in tag] == []


def test_their_rows_and_cells_state_them_too() -> None:
    for one in TEMPLATES:
        text = re.sub(r'<table class="plain[\s\S]*?</table>', "", one.read_text())  # stay tables
        for table in re.findall(r'<table[^>]*role="table"[\s\S]*?</table>', text):
            assert re.findall(r"<(?:tr|td|th)(?=[ >])(?![^>]*role=)[^>]*>", table) == [], one.name
