"""The graph of a lineage, read from what it drew."""

import re

from chiso_web.look.lineage import Edge, Graph, Node, columns_of, lineage_graph


def drawn() -> Graph:
    """A ward divided between two, which passed to a third; the first whole, the second in part."""
    nodes = [
        Node(1, 0, "Phường Sài Đồng", "chia tách", "/unit/1"),
        Node(2, 1, "Phường Phúc Lợi", "", "/unit/2", "own"),
        Node(3, 1, "Phường Phúc Đồng", "", "/unit/3"),
        Node(4, 2, "Thị trấn có cái tên dài hơn một dòng của ô", "", "/unit/4"),
    ]
    edges = [Edge(1, 2, False, "73,1%"), Edge(1, 3, False), Edge(2, 4, True), Edge(3, 4, False)]
    return lineage_graph(nodes, edges, [["Trước"], ["Đến"], ["Từ", "Nghị quyết"]])


def test_columns_go_from_before_to_after() -> None:
    # 1 → 2 at the first change, 2 and 5 → 3 at the second, 4 → 3 at the second
    assert columns_of([(1, 2, 0), (2, 3, 1), (5, 3, 1)]) == {1: 0, 2: 1, 5: 1, 3: 2}


def test_boxes_stand_in_their_columns_and_apart() -> None:
    boxes = {box.address: box for box in drawn().boxes}
    assert boxes["/unit/1"].x < boxes["/unit/2"].x == boxes["/unit/3"].x < boxes["/unit/4"].x
    upper, lower = sorted((boxes["/unit/2"], boxes["/unit/3"]), key=lambda box: box.y)
    assert upper.y + upper.height < lower.y


def test_all_is_inside_the_picture() -> None:
    graph = drawn()
    assert all(box.x >= 0 and box.x + box.width <= graph.width for box in graph.boxes)
    assert all(box.y >= 0 and box.y + box.height <= graph.height for box in graph.boxes)
    assert all(line.y < box.y + box.height for box in graph.boxes for line in box.lines)


def test_long_name_stands_in_several_lines() -> None:
    box = next(box for box in drawn().boxes if box.address == "/unit/4")
    assert len(box.lines) == 2
    assert " ".join(line.text for line in box.lines) == "Thị trấn có cái tên dài hơn một dòng của ô"


def test_curve_joins_two_boxes_and_tells_whole_from_part() -> None:
    graph = drawn()
    assert [curve.style for curve in graph.curves] == ["g-part", "g-part", "g-part", "g-whole"]
    ends = [tuple(map(float, re.findall(r"[\d.]+", curve.path))) for curve in graph.curves]
    lefts, rights = {box.x for box in graph.boxes}, {box.x + box.width for box in graph.boxes}
    assert all(path[0] in rights and path[-2] in lefts for path in ends)


def test_share_is_written_on_the_curve() -> None:
    assert [curve.label.text for curve in drawn().curves if curve.label] == ["73,1%"]


def test_graph_of_two_columns_fits_a_phone() -> None:
    nodes = [Node(1, 0, "A", "", "/1"), Node(2, 1, "B", "", "/2")]
    graph = lineage_graph(nodes, [Edge(1, 2, True)], [["a"], ["b"]])
    assert not graph.wide
    assert graph.width <= 420
    assert drawn().wide
