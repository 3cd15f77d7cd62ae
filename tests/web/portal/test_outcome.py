"""One index in one period, as every page of reform indices reads it."""

from math import fsum
from statistics import median

import pytest
from django.utils.translation import override

from chiso.definition.model import ROOT
from chiso_web.look.not_found import PageMissing
from chiso_web.portal.outcome.missing import address_of, node_missing
from chiso_web.portal.outcome.naming import (
    counted,
    group_title,
    inside,
    outcome_name,
    place_name,
    plural,
    unit_within,
    whose,
)
from chiso_web.portal.outcome.outcome import Outcome
from chiso_web.portal.outcome.reading import outcome_get, outcome_list, outcome_of, unit_get
from chiso_web.results.contents import BONUS, PENALTY
from chiso_web.results.models import Score

pytestmark = pytest.mark.django_db


def communes() -> Outcome:
    return outcome_get("ha-noi-communes", "2025")


def wards() -> Outcome:
    return outcome_get("long-bien-wards", "2018")


def test_every_index_but_papi_is_listed() -> None:
    assert [(one.index, one.period) for one in outcome_list()] == [
        ("ha-noi-communes", "2025"),
        ("ha-noi-departments", "2025"),
        ("long-bien-departments", "2018"),
        ("long-bien-district", "2018"),
        ("long-bien-wards", "2018"),
    ]


def test_kinds_are_ranked_apart_each_best_first() -> None:
    found = communes()
    assert [(group.id, len(group.units)) for group in found.groups] == [
        ("ward", 51),
        ("rural_commune", 75),
    ]
    for group in found.groups:
        ranks = [found.at(unit).rank for unit in group.units]
        assert ranks == sorted(ranks)


def test_group_of_a_kind_that_no_list_has_comes_last_and_is_no_fault() -> None:
    evaluation = communes().evaluation
    Score.objects.filter(evaluation=evaluation, rank_group="ward").update(rank_group="zone")
    found = outcome_of.__wrapped__(evaluation)  # past what is remembered of it
    assert [group.id for group in found.groups] == ["rural_commune", "zone"]


def test_groups_are_called_in_the_plural_as_within_a_sentence() -> None:
    assert [group.name("vi") for group in communes().groups] == ["phường", "xã"]
    assert [group.name("en") for group in communes().groups] == ["wards", "communes"]
    (own,) = outcome_get("long-bien-departments", "2018").groups
    assert (own.name("vi"), own.name("en")) == ("phòng, ban thuộc UBND quận", "departments")


def test_group_of_one_kind_of_unit_is_called_by_the_kind() -> None:
    # the edition says "UBND phường" and "Wards"; what was scored is fourteen phường
    (own,) = wards().groups
    assert (own.name("vi"), own.name("en")) == ("phường", "wards")


def test_one_unit_of_a_group_is_counted_in_the_singular() -> None:
    (own,) = wards().groups
    assert [own.counted(count, "en") for count in (0, 1, 2)] == ["0 wards", "1 ward", "2 wards"]
    assert own.counted(1, "vi") == "1 phường"
    (departments,) = outcome_get("long-bien-departments", "2018").groups
    assert departments.counted(1, "en") == "1 department"


def test_place_goes_on_where_the_group_names_its_kind() -> None:
    # not "phòng, ban thuộc UBND quận, quận Long Biên"
    found = outcome_get("long-bien-departments", "2018")
    with override("vi"):
        assert whose(found, counted(found.groups[0])) == "12 phòng, ban thuộc UBND quận Long Biên"
        assert whose(wards(), counted(wards().groups[0])) == "14 phường, quận Long Biên"


def test_unit_knows_its_group() -> None:
    found = communes()
    assert {found.group_of(unit).id for unit in found.groups[1].units} == {"rural_commune"}


def test_contents_are_those_of_the_scale_and_extras_stand_beside() -> None:
    # the edition: eight contents under "A" of 100 points; 9.1, 9.2 bonus, 9.3, 9.4 penalty
    found = communes()
    assert [node.code for node in found.contents] == list("12345678")
    assert [node.id for node in found.extras] == ["9.1", "9.2", "9.3", "9.4"]
    assert found.scale.id == "A"
    assert wards().scale.id == ROOT


def test_total_is_the_scale_less_what_was_lost_with_bonus_and_penalty() -> None:
    found = communes()
    for unit in found.units.values():
        lost = found.lost(unit, found.scale.id)
        extras = found.extra_points(unit, BONUS) + found.extra_points(unit, PENALTY)
        assert found.at(unit).points == pytest.approx(100 - lost + extras, abs=1e-9)


def test_bonus_is_the_sum_of_the_bonus_leaves() -> None:
    found = communes()
    unit = max(found.units.values(), key=lambda one: found.extra_points(one, BONUS))
    stored = Score.objects.filter(
        evaluation=found.evaluation, unit=unit, node__in=("9.1", "9.2")
    ).values_list("points", flat=True)
    assert found.extra_points(unit, BONUS) == fsum(stored) > 0


def test_nothing_is_lost_where_nothing_was_scored() -> None:
    found = wards()
    gone = Score.objects.filter(evaluation=found.evaluation, points=None).first()
    assert gone is not None
    assert found.lost(gone.unit, gone.node) is None


def test_spread_is_that_of_the_stored_points() -> None:
    found = wards()
    stored = Score.objects.filter(evaluation=found.evaluation, node="3")
    points = [one for one in stored.values_list("points", flat=True) if one is not None]
    spread = found.spread(found.groups[0], "3")
    assert (spread.count, spread.lowest, spread.highest) == (14, min(points), max(points))
    assert spread.median == median(points)


@pytest.mark.parametrize(
    ("lang", "whole", "group"),
    [
        (
            "vi",
            "Chỉ số cải cách hành chính 2025: phường và xã, thành phố Hà Nội",
            "Chỉ số cải cách hành chính 2025: 75 xã, thành phố Hà Nội",
        ),
        (
            "en",
            "Reform index 2025: wards and communes, Ha Noi City",
            "Reform index 2025: 75 communes, Ha Noi City",
        ),
    ],
)
def test_result_is_named_by_index_period_and_whose(lang: str, whole: str, group: str) -> None:
    found = communes()
    with override(lang):
        assert outcome_name(found) == whole
        assert group_title(found, found.groups[1]) == group


def test_result_of_one_unit_is_named_by_it() -> None:
    found = outcome_get("long-bien-district", "2018")
    with override("vi"):
        assert outcome_name(found) == "Chỉ số cải cách hành chính 2018: quận Long Biên"
        assert place_name(found) == "thành phố Hà Nội"


def test_official_name_within_a_sentence() -> None:
    unit = unit_get(wards(), "00145@unknown")
    with override("vi"):
        assert unit_within(unit) == "phường Long Biên"
    with override("en"):
        assert unit_within(unit) == "Long Bien Ward"


def test_abbreviation_keeps_its_capitals_within_a_sentence() -> None:
    assert [inside(name) for name in ("UBND phường", "Sở Nội vụ", "")] == [
        "UBND phường",
        "sở Nội vụ",
        "",
    ]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("ward", "wards"),
        ("city", "cities"),
        ("department of a province", "departments of a province"),
    ],
)
def test_english_kinds_in_the_plural(one: str, many: str) -> None:
    assert plural(one) == many


def test_unit_is_found_by_id_or_by_its_code_with_its_office() -> None:
    assert unit_get(wards(), "00145").uid == unit_get(wards(), "00145@unknown").uid
    departments = outcome_get("long-bien-departments", "2018")
    assert unit_get(departments, "004.tu-phap").uid == "004.tu-phap@unknown"


def test_code_without_its_office_is_no_department() -> None:
    # every department has the district's code, and differs by its office
    with pytest.raises(PageMissing):
        unit_get(outcome_get("long-bien-departments", "2018"), "004")


def test_missing_unit_offers_the_nearest_names_and_the_table() -> None:
    with override("vi"), pytest.raises(PageMissing) as caught:
        unit_get(wards(), "Ngoc Thuyy")
    addresses = [offer.address for offer in caught.value.offers]
    assert addresses[0] == "/results/long-bien-wards/2018/00118@unknown"
    assert addresses[-1] == "/results/long-bien-wards/2018"


def test_missing_department_offers_each_of_those_alike() -> None:
    departments = outcome_get("ha-noi-departments", "2025")
    with override("vi"), pytest.raises(PageMissing) as caught:
        unit_get(departments, "So Van hoa va The thaoo")
    names = [offer.name for offer in caught.value.offers]
    assert names[0] == "Sở Văn hóa và Thể thao"
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("index", "period", "address"),
    [
        ("ha-noi-commune", "2025", "/results/ha-noi-communes/2025"),
        ("ha-noi-communes", "2027", "/results/ha-noi-communes/2025"),
        ("papi", "2023", "/results"),
    ],
)
def test_missing_result_offers_the_nearest(index: str, period: str, address: str) -> None:
    with override("vi"), pytest.raises(PageMissing) as caught:
        outcome_get(index, period)
    assert address in [offer.address for offer in caught.value.offers]


def test_missing_node_offers_the_nearest_of_the_unit() -> None:
    found = wards()
    with override("vi"):
        offers = node_missing("3.99", found, unit="00145@unknown").offers
    assert offers[0].address.startswith("/results/long-bien-wards/2018/00145@unknown/3")
    assert offers[-1].address == address_of_in("vi", found)


def address_of_in(lang: str, outcome: Outcome) -> str:
    with override(lang):
        return address_of(outcome)


def test_result_is_read_once_a_process(django_assert_num_queries) -> None:
    outcome_get("long-bien-wards", "2018")
    with django_assert_num_queries(1):  # the list of results
        found = outcome_get("long-bien-wards", "2018")
    assert found is outcome_of(found.evaluation)
