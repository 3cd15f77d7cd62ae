"""The documents of forms as pages show them, and what appraisers are told to look at."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from chiso_web.assessment.library.chips import proofs_by_form, proofs_by_line, proofs_of
from chiso_web.assessment.library.flag_kinds import kinds_by_line
from chiso_web.assessment.library.flags import FlagKind
from chiso_web.assessment.models import Entrant, RankGroup, Round
from tests.people import BO_DE, LONG_BIEN
from tests.web.assessment.documents import ISSUED, content_of, document_of, proven
from tests.web.assessment.rounds import cast_made, entrant_of, round_running
from tests.web.files.rows import file_row

pytestmark = pytest.mark.django_db


def flags_on(entrant: Entrant, node: str = "1.1") -> dict[FlagKind, str]:
    """The sentences of the flags of the first document of a line."""
    (chip, *_others) = proofs_by_line(entrant)[node]
    return {flag.kind: flag.sentence for flag in chip.flags}


def test_chip_says_number_symbol_day_and_abstract() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    proven(entrant, "1.1", document_of(cast.reporter))
    (chip,) = proofs_by_line(entrant)["1.1"]
    assert chip.title == "Số 127/BC-UBND, ngày 10/03/2026"
    assert chip.abstract == "Kết quả giải quyết thủ tục hành chính"
    assert (chip.reused, chip.flags, chip.is_away) == ("", (), True)
    with translation.override("en"):
        (chip,) = proofs_by_line(entrant)["1.1"]
    assert chip.title == "No. 127/BC-UBND, 2026-03-10"


def test_document_that_proves_two_lines_of_a_form_is_told_but_no_flag() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    document = document_of(cast.reporter)
    for node in ("1.1", "1.2"):
        proven(entrant, node, document)
    (chip,) = proofs_by_line(entrant)["1.1"]
    assert chip.reused == "Cũng nộp cho 1.2"
    assert FlagKind.REUSED not in flags_on(entrant)
    assert FlagKind.REUSED not in flags_on(entrant, "1.2")


def test_document_of_last_year_is_told() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    document = proven(entrant, "1.1", document_of(cast.reporter))
    before = Round.objects.create(
        slug="ha-noi-2025",
        unit=entrant.round.unit,
        period="2025",
        reported_from=date(2024, 11, 1),
        reported_until=date(2025, 10, 31),
    )
    group = RankGroup.objects.get(pk=entrant.group_id)
    group.pk, group.round = None, before
    group.save()
    earlier = Entrant.objects.create(round=before, group=group, unit=entrant.unit)
    proven(earlier, "1.1", document)
    assert "2025" in flags_on(entrant)[FlagKind.REUSED]
    (chip,) = proofs_by_line(entrant)["1.1"]
    assert chip.reused == "Cũng nộp cho năm 2025"


@pytest.mark.parametrize("same", ["reference", "content"])
def test_same_document_of_another_unit_is_told_to_the_appraiser_alone(same: str) -> None:
    cast, one = cast_made(), round_running()
    told = {} if same == "reference" else {"number": "9"}
    of = content_of if same == "content" else lambda _unit, _content: None
    proven(entrant_of(one), "1.1", document_of(cast.reporter, file=of(LONG_BIEN, "a")))
    other = document_of(cast.reporter, unit=BO_DE, file=of(BO_DE, "a"), **told)
    proven(entrant_of(one, BO_DE), "1.3", other)
    assert "Phường Bồ Đề" in flags_on(entrant_of(one))[FlagKind.REUSED]
    (chip,) = proofs_by_line(entrant_of(one))["1.1"]
    assert chip.reused == ""


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"issued_on": date(2025, 10, 31)}, FlagKind.OUTSIDE),
        ({"issued_on": date(2026, 11, 1)}, FlagKind.OUTSIDE),
        ({"number": ""}, FlagKind.NUMBERLESS),
        ({"symbol": ""}, FlagKind.NUMBERLESS),
        ({"issued_on": None}, FlagKind.UNDATED),
        ({"signed": False}, FlagKind.UNSIGNED),
    ],
)
def test_flag_of_what_a_document_lacks(told: dict[str, object], kind: FlagKind) -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    proven(entrant, "1.1", document_of(cast.reporter, **told))
    assert list(flags_on(entrant)) == [kind]


@pytest.mark.parametrize("issued", [date(2025, 11, 1), date(2026, 10, 31), ISSUED])
def test_days_of_the_period_are_within_it(issued: date) -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    proven(entrant, "1.1", document_of(cast.reporter, issued_on=issued))
    assert flags_on(entrant) == {}


def test_withdrawn_file_is_told() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    file = file_row(LONG_BIEN)
    proven(entrant, "1.1", document_of(cast.reporter, file=file))
    file.withdrawn_at, file.withdrawn_by = timezone.now(), cast.reporter
    file.save()
    assert list(flags_on(entrant)) == [FlagKind.WITHDRAWN]


def test_file_that_changed_after_the_signature_is_told() -> None:
    cast, entrant = cast_made(), entrant_of(round_running())
    file = file_row(LONG_BIEN)
    proven(entrant, "1.1", document_of(cast.reporter, file=file))
    entrant.signed_at, entrant.signed_by = timezone.now() - timedelta(1), cast.head
    entrant.save()
    assert list(flags_on(entrant)) == [FlagKind.CHANGED]
    entrant.signed_at = timezone.now() + timedelta(1)
    entrant.save()
    assert flags_on(entrant) == {}


def test_queries_do_not_grow_with_documents_and_forms() -> None:
    cast, one = cast_made(), round_running()
    entrants = [entrant_of(one), entrant_of(one, BO_DE)]
    for at in range(6):
        for entrant, unit in zip(entrants, (LONG_BIEN, BO_DE), strict=True):
            told = {"number": str(at), "file": content_of(unit, f"{at}"), "unit": unit}
            proven(entrant, f"1.{at % 3 + 1}", document_of(cast.reporter, **told))
    for read in (
        lambda: proofs_by_line(entrants[0]),
        lambda: proofs_of(entrants, "1.1"),
        lambda: proofs_by_form(entrants),
    ):
        with CaptureQueriesContext(connection) as seen:
            read()
        assert len(seen) == 3
    assert len(proofs_of(entrants, "1.1")[entrants[0].pk]) == 2


@pytest.mark.parametrize(
    "told",
    [
        {"number": "127", "symbol": "bc-ubnd"},  # the same by number, symbol and day
        {"number": "127", "symbol": "QĐ-UBND"},
        {"number": "127", "symbol": ""},
        {"number": "128", "letter": "a"},  # the same by its content
        {"number": "128", "letter": "b"},
        {"number": "127", "issued_on": None},
    ],
)
def test_kinds_in_lists_agree_with_the_flags_of_documents(told) -> None:
    cast, one = cast_made(), round_running()
    letter = told.pop("letter", "c")
    mine = document_of(cast.reporter, file=content_of(LONG_BIEN, "a"), issued_on=date(2020, 1, 2))
    other = {"issued_on": date(2020, 1, 2), **told, "file": content_of(BO_DE, letter)}
    proven(entrant_of(one), "1.1", mine)
    proven(entrant_of(one, BO_DE), "1.2", document_of(cast.reporter, unit=BO_DE, **other))
    for unit, node in ((LONG_BIEN, "1.1"), (BO_DE, "1.2")):
        entrant = entrant_of(one, unit)
        (listed,) = kinds_by_line([entrant], [node], among=[entrant.pk]).values()
        assert set(listed.kinds) == set(flags_on(entrant, node))
