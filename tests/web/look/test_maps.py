"""Maps, by reading what they drew."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from chiso.datasets import papi
from chiso.territory import shipped
from chiso_web.look.map_labels import BOTTOM, TOP, WIDTH, Named, covered, middle, placed
from chiso_web.look.map_shapes import FRAMES, Frame, rings_of_path, shape_of
from chiso_web.look.maps import TAKEN, KeyLine, Map, Mark, drawn, provinces_34, provinces_63

MARKS = (
    Mark("01", "Hà Nội", "/unit/01", "c4", "Cao nhất", "43,96 điểm"),
    Mark("48", "Đà Nẵng", "/unit/48", "c3", "Trung bình cao", "42,67 điểm"),
    Mark("56", "Khánh Hòa", "/unit/56", "c1", "Thấp nhất", "40,00 điểm"),
    Mark("79", "TP. Hồ Chí Minh", "/unit/79", "c2", "Trung bình thấp", "41,78 điểm"),
    Mark("22", "Quảng Ninh", "/unit/22"),
)
BOTH = pytest.mark.parametrize("shapes", [provinces_63(), provinces_34()], ids=["63", "34"])


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Sentences are read in Vietnamese, whatever page another test asked for last."""
    with override("vi"):
        yield


def a_map(shapes=None, notes=None) -> Map:
    return drawn(
        shapes or provinces_63(),
        MARKS,
        notes=notes or {"79": "41,78"},
        title="PAPI 2023",
        finding="Cao nhất là Hà Nội.",
        key=[KeyLine("c4", "Cao nhất", "43,95–46,04", "16 tỉnh")],
        missing="Không công bố: Quảng Ninh.",
    )


def test_shapes_are_the_63_provinces_that_papi_covers() -> None:
    assert list(provinces_63().provinces) == sorted(one.code for one in papi.provinces())


def test_shapes_are_the_34_provinces_of_the_list_of_2025() -> None:
    listed = {unit.code for unit in shipped().units(kind="province", on=date(2025, 7, 1))}
    assert set(provinces_34().provinces) == listed


@BOTH
def test_each_province_is_drawn_once(shapes) -> None:
    found = [area.code for area in a_map(shapes).areas]
    assert len(found) == len(set(found)) == len(shapes.provinces)


@BOTH
def test_archipelagos_stand_in_their_frames_in_the_colour_of_their_province(shapes) -> None:
    hoang_sa, truong_sa = a_map(shapes).archipelagos
    assert (hoang_sa.area.tone, hoang_sa.owner) == ("c3", "(Đà Nẵng)")
    assert (truong_sa.area.tone, truong_sa.owner) == ("c1", "(Khánh Hòa)")
    for name, shape in shapes.archipelagos.items():
        frame = FRAMES[name]
        assert all(frame.x < x < frame.x + frame.width for ring in shape.rings for x, _ in ring)
        assert all(frame.y < y < frame.y + frame.height for ring in shape.rings for _, y in ring)


def test_archipelagos_are_drawn_also_where_nothing_is_known_of_their_province() -> None:
    found = drawn(provinces_63(), (), notes={}, title="", finding="")
    assert [one.area.tone for one in found.archipelagos] == ["c0", "c0"]
    assert all(one.area.path.startswith("M") for one in found.archipelagos)


def test_province_without_result_is_hatched_and_says_so() -> None:
    area = next(area for area in a_map().areas if area.code == "22")
    assert (area.tone, area.title) == ("c0", "Quảng Ninh: không công bố")
    assert area.fill == "url(#map-hatch)"


def test_province_says_name_value_and_class() -> None:
    area = next(area for area in a_map().areas if area.code == "01")
    assert area.title == "Hà Nội: 43,96 điểm, xếp loại Cao nhất"
    assert (area.tone, area.address) == ("c4", "/unit/01")


def test_neighbours_share_their_border_on_the_grid() -> None:
    # Hà Nội (01) lies between Vĩnh Phúc, Bắc Ninh, Hưng Yên, Hà Nam, Hòa Bình and others: every
    # corner of its outline is one of a neighbour's, or lies where that runs straight on
    provinces = provinces_63().provinces
    own = set(provinces["01"].rings[0])
    others = {
        corner
        for code, shape in provinces.items()
        if code != "01"
        for ring in shape.rings
        for corner in ring
    }
    assert len(own & others) > 0.9 * len(own)


def test_corner_on_a_straight_line_is_left_out_and_others_stay() -> None:
    square = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.2, 9.8)]
    assert shape_of([square], least=3).path == "M0 0h10v10h-10z"


def test_paths_are_read_with_absolute_and_relative_steps() -> None:
    assert rings_of_path("M1 2l3-1zm5 5L0 0z") == [[(1, 2), (4, 1)], [(6, 7), (0, 0)]]


@BOTH
def test_names_of_extremes_cover_neither_land_nor_frames_nor_each_other(shapes) -> None:
    land = sum(covered(shape) for shape in shapes.provinces.values())
    for code in shapes.provinces:
        labels = a_map(shapes, {code: "46,04, cao nhất", "79": "41,78"}).labels
        for label in labels:
            assert not land[(label.y - TOP) // 12, label.x // 12]
            assert not any(
                frame.x <= label.x < frame.x + frame.width
                and frame.y <= label.y < frame.y + frame.height
                for frame in TAKEN
            )
        assert len({(label.x, label.y) for label in labels}) == len(labels)


@BOTH
def test_leader_ends_inside_its_province(shapes) -> None:
    for shape in shapes.provinces.values():
        x, y = middle(shape)
        assert covered(shape)[(y - TOP) // 12, x // 12]


def test_template_draws_the_delta_from_the_same_paths_and_says_what_is_missing() -> None:
    page = render_to_string("look/map.html", {"map": a_map()})
    assert page.count('<path class="c') == 63
    assert page.count('<use href="#map-land"') == 1
    assert "Không công bố: Quảng Ninh." in page
    assert '<desc id="map-finding">Cao nhất là Hà Nội.</desc>' in page
    assert "@svg-maps/vietnam 2.0.0, CC BY 4.0" in page
    assert 'role="img"' not in page


def test_file_has_its_colours_title_and_sources_inside() -> None:
    facts = {"map": a_map(), "source": "Nguồn: PAPI 2023.", "address": "http://localhost/papi/2023"}
    text = render_to_string("look/map.svg", facts)
    assert "class=" not in text
    assert len(re.findall(r'<path fill="(?:#[0-9a-f]{6}|url\(#map-hatch\))"', text)) == 65
    for said in ("<title>PAPI 2023</title>", "Nguồn: PAPI 2023.", "CC BY 4.0", "43,95–46,04"):
        assert said in text


def test_name_without_a_place_near_its_province_is_left_out() -> None:
    provinces, names = provinces_63().provinces, [Named("79", "TP. Hồ Chí Minh", "41,78")]
    all_but_the_north = (Frame(0, 300, WIDTH, BOTTOM - 300),)
    assert placed(provinces, names, taken=()) != ()
    assert placed(provinces, names, taken=all_but_the_north) == ()
