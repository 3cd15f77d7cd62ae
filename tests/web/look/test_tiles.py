"""Tiles, by reading what they drew."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from chiso.territory import shipped
from chiso_web.look.maps import FILLS, KeyLine, Mark
from chiso_web.look.tiles import TILE, Tiles, layout, tiled

SENTENCE = "Số liệu giả lập, không phải kết quả thật"
WARDS = layout("long-bien-wards")
NORTH = ("Thượng Thanh", "Đức Giang", "Giang Biên", "Việt Hưng")
CENTRE = ("Ngọc Thụy", "Ngọc Lâm", "Gia Thụy", "Phúc Đồng", "Phúc Lợi", "Sài Đồng")
SOUTH = ("Bồ Đề", "Long Biên", "Thạch Bàn", "Cự Khối")


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    with override("vi"):
        yield


def names() -> dict[str, str]:
    units = (shipped().unit(f"{place.code}@unknown") for place in WARDS)
    return {one.code: one.name.vi.removeprefix("Phường ") for one in units}


def tiles(*, stamp: str = "", title: str = "Long Biên 2018") -> Tiles:
    """14 wards, all Tốt but Cự Khối, of which nothing is known."""
    marks = [
        Mark(code, name, f"/x/{code}", "c4", "Tốt", "85,00")
        if name != "Cự Khối"
        else Mark(code, name)
        for code, name in names().items()
    ]
    key = [KeyLine("c4", "Tốt", "80–90", "13 phường")]
    return tiled(WARDS, marks, title=title, finding="Tốt.", key=key, stamp=stamp)


def page(found: Tiles) -> str:
    return render_to_string("look/tiles.html", {"tiles": found})


def file(found: Tiles) -> str:
    return render_to_string("look/tiles.svg", {"tiles": found, "source": "N", "address": "A"})


def test_layout_holds_the_14_wards_of_long_bien_before_2025() -> None:
    listed = [one for one in shipped().units(kind="ward") if one.parent == "004@unknown"]
    assert {place.code for place in WARDS} == {one.code for one in listed}
    assert len(WARDS) == len(listed) == 14


def test_set_without_a_layout_has_no_tiles() -> None:
    assert layout("ha-noi-departments") == ()


def test_wards_lie_north_to_south_and_west_to_east_as_on_the_ground() -> None:
    at = {names()[place.code]: place for place in WARDS}
    rows = [[at[name].row for name in part] for part in (NORTH, CENTRE, SOUTH)]
    assert max(rows[0]) <= min(rows[1]) <= max(rows[1]) <= min(rows[2])
    for part in (CENTRE, SOUTH):
        columns = [at[name].column for name in part]
        assert columns == sorted(columns)


def test_tiles_do_not_overlap_and_lie_within_the_picture() -> None:
    found = tiles(stamp=SENTENCE)
    corners = [(tile.x, tile.y) for tile in found.tiles]
    for at, (x, y) in enumerate(corners):
        assert all(abs(x - a) >= TILE or abs(y - b) >= TILE for a, b in corners[at + 1 :])
        assert found.frame.x <= x <= found.frame.x + found.frame.width - TILE
        assert found.frame.y <= y <= found.frame.y + found.frame.height - TILE


def test_tile_says_name_value_and_class_in_words() -> None:
    found = next(tile for tile in tiles().tiles if tile.mark.name == "Thượng Thanh")
    assert [line for _, line in found.name] == ["Thượng", "Thanh"]
    assert [line for _, line in found.facts] == ["85,00", "Tốt"]


def test_tile_of_a_unit_without_result_is_hatched_and_says_so() -> None:
    found = next(tile for tile in tiles().tiles if tile.mark.name == "Cự Khối")
    assert found.tone == "c0"
    assert " ".join(line for _, line in found.facts) == "không công bố"


def test_words_stay_inside_their_tile() -> None:
    for tile in tiles().tiles:
        assert all(tile.y < y < tile.y + TILE for y, _ in (*tile.name, *tile.facts))
        assert all(len(line) <= 12 for _, line in (*tile.name, *tile.facts))


def test_page_links_each_tile_and_says_that_it_is_no_map() -> None:
    text = page(tiles())
    links = re.findall(r'<a href="/x/\d{5}" tabindex="-1">', text)
    assert len(links) == len(set(links)) == 13
    assert text.count('<g class="tile ') == 14
    assert 'role="img"' not in text
    assert "không phải bản đồ" in text
    assert "không phải bản đồ" in file(tiles())


def test_sentence_stands_at_top_and_bottom_of_page_and_file() -> None:
    found = tiles(stamp=SENTENCE)
    assert page(found).count(f">{SENTENCE}</text>") == 2
    assert file(found).count(f">{SENTENCE}</text>") == 2
    assert 'class="stamp"' not in page(tiles())


def test_long_title_of_a_file_stands_on_lines_above_the_tiles() -> None:
    found = tiles(title="Chỉ số cải cách hành chính năm 2018 của 14 phường thuộc quận Long Biên")
    assert len(found.title_lines) == 2
    assert all(found.file_frame.y < y < 0 for y, _ in found.title_lines)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(by * one for by, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("tone", FILLS)
def test_words_on_every_colour_can_be_read(tone: str) -> None:
    # WCAG 2.2, 1.4.3: 4.5 to 1
    (tile,) = tiled(WARDS[:1], [Mark("00115", "A", "", tone, "B", "1")], title="", finding="").tiles
    ink = 1.0 if tile.ink == "#fff" else luminance(tile.ink)
    light, dark = sorted((ink + 0.05, luminance(FILLS[tone]) + 0.05), reverse=True)
    assert light / dark >= 4.5
