"""The map of a city's communes and wards, by reading what it drew."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from chiso.territory import shipped
from chiso_web.look.area_map import AreaMap, drawn
from chiso_web.look.area_spots import spots_beside
from chiso_web.look.city_shapes import ha_noi_2025, outer_rings
from chiso_web.look.map_labels import Named, within
from chiso_web.look.maps import FILLS, KeyLine, Mark

DAY = date(2025, 7, 1)
SENTENCE = "Số liệu giả lập, không phải kết quả thật"
LONG_BIEN, HOAN_KIEM, PHU_CAT, MINH_CHAU = "00145", "00070", "09952", "09661"


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with override("vi"):
        yield


def a_map(*, notes=None, stamp="", address="") -> AreaMap:
    """126 units, all Khá but Minh Châu, of which nothing is known."""
    marks = [
        Mark(code, f"Đơn vị {code}", address and f"{address}{code}", "c3", "Khá", "70,00")
        for code in ha_noi_2025().units
        if code != MINH_CHAU
    ]
    return drawn(
        ha_noi_2025(),
        [*marks, Mark(MINH_CHAU, "Xã Minh Châu")],
        notes=notes or {},
        title="Hà Nội 2025",
        finding="Cao nhất là phường Long Biên.",
        key=[KeyLine(f"c{step}", f"Loại {step}", "0–100", "1 đơn vị") for step in range(5, 0, -1)],
        missing="Không có điểm: xã Minh Châu.",
        stamp=stamp,
    )


def page(found: AreaMap) -> str:
    return render_to_string("look/area_map.html", {"map": found})


def file(found: AreaMap) -> str:
    facts = {"map": found, "source": "Nguồn: thử.", "address": "http://localhost/x"}
    return render_to_string("look/area_map.svg", facts)


def test_shapes_are_the_126_communes_and_wards_of_ha_noi() -> None:
    listed = {one.code for one in shipped().units(on=DAY) if one.parent == "01@unknown"}
    listed = {code for code in listed if len(code) == 5}
    assert set(ha_noi_2025().units) == listed
    assert len(listed) == 126


def test_wards_are_the_51_that_the_list_calls_wards() -> None:
    units = [one for one in shipped().units(kind="ward", on=DAY) if one.parent == "01@unknown"]
    assert ha_noi_2025().wards == {one.code for one in units}
    assert len(units) == 51


def test_each_unit_is_drawn_once_and_once_more_where_it_is_near() -> None:
    text = page(a_map())
    paths = re.findall(r'<path(?: id="area-\d+")? class="(c\d)"', text)
    assert Counter(paths) == {"c3": 125, "c0": 1}
    uses = re.findall(r'<use href="#area-(\d{5})"/>', text)
    assert len(uses) == len(set(uses)) > 51
    assert all(f'<path id="area-{code}" class=' in text for code in uses)


def test_ids_are_given_once() -> None:
    found = re.findall(r' id="([^"]+)"', page(a_map()))
    assert len(found) == len(set(found))


def test_file_draws_each_unit_once_with_its_colour_inside() -> None:
    text = file(a_map())
    paths = re.findall(r'<path fill="(#[0-9a-f]{6}|url\(#map-hatch\))"', text)
    assert Counter(paths) == {FILLS["c3"]: 125, "url(#map-hatch)": 1}
    assert "class=" not in text.replace('<g class="stamp"', "")
    for said in (
        "<title>Hà Nội 2025</title>",
        "Nguồn: thử.",
        "MIT",
        "Không có điểm: xã Minh Châu.",
    ):
        assert said in text


def test_unit_without_result_is_hatched_and_named() -> None:
    assert '<path class="c0"' in page(a_map())
    assert "<title>Xã Minh Châu: không công bố</title>" in page(a_map())
    assert "Không có điểm: xã Minh Châu." in page(a_map())


def test_links_are_no_stops_of_the_tab_key_and_the_picture_says_its_finding() -> None:
    text = page(a_map(address="/results/x/2025/"))
    assert text.count('<a href="/results/x/2025/00145" tabindex="-1">') == 2  # map and inset
    assert re.findall(r'<a href="/[^>]*(?<!tabindex="-1")>', text) == []
    assert '<desc id="area-finding">Cao nhất là phường Long Biên.</desc>' in text
    assert 'role="img"' not in text


def rings_drawn(path: str) -> list[list[tuple[int, int]]]:
    """The corners that a path of M, h, v, l and z goes through."""
    rings = []
    for text in path.split("z")[:-1]:
        x = y = 0
        ring = []
        for step, numbers in re.findall(r"([Mhvl])([-\d ]+)", text):
            found = [int(one) for one in re.findall(r"-?\d+", numbers)]
            dx, dy = {"h": (found[0], 0), "v": (0, found[0])}.get(step, tuple(found[:2]))
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def is_inside(path: str, spot: tuple[int, int]) -> bool:
    """Whether a point of the plane lies in a path, which is drawn twice as fine."""
    at = np.array([2.0 * spot[0]]), np.array([2.0 * spot[1]])
    return any(bool(within(ring, *at)[0]) for ring in rings_drawn(path))


def test_neighbours_share_their_border() -> None:
    # Long Biên (00145) has neighbours all around: every corner of its outline is one of theirs, or
    # lies where theirs runs straight on
    corners = {
        code: {corner for ring in rings_drawn(shape.path) for corner in ring}
        for code, shape in ha_noi_2025().units.items()
    }
    own = corners.pop(LONG_BIEN)
    assert len(own) > 20
    assert len(own & set().union(*corners.values())) > 0.9 * len(own)


def test_line_around_two_squares_leaves_out_the_border_between_them() -> None:
    left = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    right = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)]
    (ring,) = outer_rings([left, right])
    assert sorted(ring) == sorted({*left, *right})
    pairs = [{a, b} for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    assert {(1.0, 0.0), (1.0, 1.0)} not in pairs


def test_line_around_the_wards_has_every_ward_inside_and_no_commune() -> None:
    shapes = ha_noi_2025()
    assert len(rings_drawn(shapes.outline)) == 2  # Sơn Tây and Tùng Thiện lie apart
    inside = {code for code, spot in shapes.spots.items() if is_inside(shapes.outline, spot)}
    assert inside == shapes.wards


def test_names_of_inner_wards_stand_in_the_inset_and_others_beside_the_land() -> None:
    found = a_map(notes={HOAN_KIEM: "92,10, cao nhất", PHU_CAT: "99,00", LONG_BIEN: "50,00"})
    assert [one.name for one in found.spots] == ["Đơn vị 00070", "Đơn vị 00145"]
    assert [one.name for one in found.outer] == [f"Đơn vị {PHU_CAT}"]
    for spot in found.spots:
        assert 0 < spot.x < found.inset.land.width
        assert 0 < spot.y < found.inset.land.height


def test_line_from_a_name_ends_on_its_unit_and_begins_at_the_name() -> None:
    found = a_map(notes={PHU_CAT: "99,00, cao nhất", MINH_CHAU: "50,00, thấp nhất"})
    assert len(found.outer) == 2
    for spot, code in zip(found.outer, (PHU_CAT, MINH_CHAU), strict=True):
        x, y, to_x, to_y = (int(one) for one in re.findall(r"\d+", spot.leader))
        assert (x, y) == ha_noi_2025().spots[code]
        assert spot.text_x <= to_x <= spot.text_x + 16 * len(spot.note)
        assert spot.text_y - 48 < to_y < spot.note_y + 20


def test_note_on_an_unknown_unit_is_left_out() -> None:
    found = a_map(notes={"99999": "1"})
    assert (found.outer, found.spots) == ((), ())


def test_names_of_neighbours_do_not_cover_each_other() -> None:
    # two dots 20 apart; a name with its note takes 96: the second moves by two lines
    places = {Named("a", "Phường A", "1"): (100, 500), Named("b", "Phường B", "2"): (110, 520)}
    first, second = spots_beside(places, width=1000, height=1000)
    assert second.text_y - first.text_y == 20 + 2 * 48


def test_dots_lie_in_their_units() -> None:
    shapes = ha_noi_2025()
    for code, spot in shapes.spots.items():
        assert is_inside(shapes.units[code].path, spot), code


def test_sentence_stands_at_top_and_bottom_of_each_picture() -> None:
    found = a_map(stamp=SENTENCE)
    whole, inset = re.findall(r"<svg.*?</svg>", page(found), re.DOTALL)
    assert whole.count(f">{SENTENCE}</text>") == inset.count(f">{SENTENCE}</text>") == 2
    assert file(found).count(f">{SENTENCE}</text>") == 2
    assert 'class="stamp"' not in page(a_map())


def test_sentence_covers_no_land() -> None:
    found = a_map(stamp=SENTENCE, notes={PHU_CAT: "99,00"})
    for view in (found.whole, found.inset):
        assert view.stamp is not None
        assert int(view.stamp.top) < view.land.y
        assert int(view.stamp.bottom) - view.stamp.size > view.land.y + view.land.height - 5


def test_a_page_is_light_enough() -> None:
    text = page(a_map(stamp=SENTENCE, address="/results/ha-noi-communes/2025/"))
    assert len(gzip.compress(text.encode())) < 25_000


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(by * one for by, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_steps_of_colour_darken_so_that_grey_print_tells_them_apart() -> None:
    steps = [luminance(FILLS[f"c{step}"]) + 0.05 for step in range(1, 6)]
    assert all(light / dark > 1.4 for light, dark in pairwise(steps))
