"""scripts/catalogues.py finds the messages of code and templates, and each fault of a catalogue."""

from pathlib import Path

import pytest

from scripts.catalogues import GETTEXT, Domain, check, compile_, extract, written

CODE = """\
ngettext("%(n)s unit", "%(n)s units", 3)
pgettext("verb", "Rank")
"""
TEMPLATE = """\
{% trans "Home page" %} {{ _("Search") }} {# trans "Nothing" #}
{% blocktranslate trimmed with a=b %}
  Unit {{ a }}
{% endblocktranslate %}
"""


@pytest.fixture
def domain(tmp_path: Path) -> Domain:
    """A package with one module and one template, its catalogue not yet written."""
    package = tmp_path / "package"
    package.joinpath("templates").mkdir(parents=True)
    package.joinpath("views.py").write_text(CODE, encoding="utf-8")
    package.joinpath("templates", "home.html").write_text(TEMPLATE, encoding="utf-8")
    return Domain(title="Test", sources=package, po=package / "test.po", keywords=GETTEXT)


def translate(domain: Domain, **texts: str) -> None:
    """Fill every message with the text given for its first word, else with itself."""
    extract(domain)
    lines, message = [], ""
    for line in domain.po.read_text(encoding="utf-8").splitlines():
        if line.startswith(("msgid ", "msgid_plural ")):
            message = line.partition(" ")[2].strip('"')
        if message and line in ('msgstr ""', 'msgstr[0] ""'):
            line = line.replace('""', f'"{texts.get(message.split()[0], message)}"')
        lines.append(line)
    domain.po.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_messages_of_code_and_templates_are_extracted(domain: Domain) -> None:
    extract(domain)
    assert [(m.context, m.id) for m in written(domain) if m.id] == [
        (None, ("%(n)s unit", "%(n)s units")),
        (None, "Home page"),
        ("verb", "Rank"),
        (None, "Search"),
        (None, "Unit %(a)s"),
    ]


def test_translated_catalogue_has_no_fault_and_stays_as_it_is(domain: Domain) -> None:
    translate(domain)
    before = domain.po.read_bytes()
    extract(domain)
    assert domain.po.read_bytes() == before
    assert check(domain) == []


@pytest.mark.parametrize(
    ("texts", "addition", "fault"),
    [
        ({"Home": ""}, "", "not translated: 'Home page'"),
        ({"Unit": "Đơn vị %(b)s"}, "", "other placeholders: 'Unit %(a)s'"),
        ({}, '\n#, fuzzy\nmsgid "Old"\nmsgstr "Cũ"\n', "fuzzy: 'Old'"),
        ({}, '\nmsgid "Old"\nmsgstr "Cũ"\n', "no longer in the sources: 'Old'"),
        ({}, '\n#~ msgid "Old"\n#~ msgstr "Cũ"\n', "obsolete: 'Old'"),
    ],
)
def test_fault_is_named(domain: Domain, texts: dict[str, str], addition: str, fault: str) -> None:
    translate(domain, **texts)
    domain.po.write_text(domain.po.read_text(encoding="utf-8") + addition, encoding="utf-8")
    assert f"test.po: {fault}" in check(domain)


def test_new_message_is_reported_until_it_is_extracted(domain: Domain) -> None:
    translate(domain)
    domain.sources.joinpath("forms.py").write_text('_("New")', encoding="utf-8")
    assert check(domain) == ["test.po: not extracted (make catalogues): 'New'"]


def test_equal_texts_compile_to_equal_bytes(domain: Domain) -> None:
    translate(domain)
    compile_(domain)
    first = domain.mo.read_bytes()
    compile_(domain)
    assert domain.mo.read_bytes() == first
