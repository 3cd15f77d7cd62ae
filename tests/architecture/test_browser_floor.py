"""Styles, scripts and templates, vendored ones too, keep to what Chrome 109 knows."""

from pathlib import Path

import pytest

from tests.architecture.browser_floor import CSS, HTML, JS, too_new
from tests.architecture.sources import PLATFORM, ROOT


def pages_and_assets() -> list[Path]:
    """Every file of the platform that a browser reads."""
    assets = (path for path in PLATFORM.rglob("*") if path.suffix in {".css", ".js", ".html"})
    return sorted(path for path in assets if {"static", "templates"} & set(path.parts))


def test_nothing_is_newer_than_chrome_109() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {', '.join(features)}"
        for path in pages_and_assets()
        if (features := too_new(path.read_text(encoding="utf-8"), path.suffix))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".css", ".a { color: red; & .b { color: blue } }"),
        (".css", ".a { @media (min-width: 1px) { color: blue } }"),
        (".css", "@media print { .a { .b { top: 0 } } }"),
        (".css", "a { color: color-mix(in srgb, red, blue) }"),
        (".css", "a { color: oklch(50% 0 0) }"),
        (".css", "a { color: light-dark(red, blue) }"),
        (".css", "a { grid-template-rows: subgrid }"),
        (".css", "@scope (.a) { b { top: 0 } }"),
        (".css", "@starting-style { a { top: 0 } }"),
        (".css", "a { field-sizing: content; interpolate-size: allow-keywords }"),
        (".css", "a:nth-child(2 of .b) { top: 0 }"),
        (".css", "a { mask: none }"),
        (".js", "const b = a.toSorted();"),
        (".js", "Object.groupBy(a, f)"),
        (".js", "Promise.withResolvers()"),
        (".js", "new Set(a).union(b)"),
        (".html", '<div popover id="a">'),
    ],
)
def test_guard_sees_what_is_too_new(suffix: str, text: str) -> None:
    assert too_new(text, suffix)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".css", "@media (width > 1px) { a:has(b) { text-wrap: balance; height: 2lh } }"),
        (".css", "/* color-mix( */ a { background: url(a&b); content: '& {' }"),
        (".css", "@keyframes a { from { top: 0 } to { top: round } }"),
        (".css", "a { -webkit-mask: none; background: linear-gradient(red, blue) }"),
        (".js", "structuredClone(a); a.findLast(f);\n// a.toSorted()\n"),
        (".html", "<p>popover</p>"),
    ],
)
def test_guard_lets_older_features_pass(suffix: str, text: str) -> None:
    assert too_new(text, suffix) == []


def test_every_pattern_names_a_version_above_109() -> None:
    assert all(version > 109 for table in (CSS, JS, HTML) for version in table.values())
