"""Compare every number on the pages of a result with the open interface's.

    CHISO_DATABASE_URL=sqlite:///var/demo.sqlite3 .venv/bin/python scripts/pages_agree.py papi 2023

It walks through the result's pages in both languages: ranking, parts, every unit, and every unit's
explanation of every node, and their JSON files. Exit 1 with what disagrees. A number is compared
where the page says what it is of: the text of a link to an explanation, a cell in the row of one,
a value in a file.
"""

import json
import os
import re
import statistics
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils.translation import override

from chiso_web.look.formats import number

LINK = re.compile(r'<a [^>]*?href="([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
TITLE = re.compile(r'title="([^"]*)"')
ROW = re.compile(r'<tr\b[^>]*?(?: id="n([^"]+)")?[^>]*>(.*?)(?=<tr\b|</table>)', re.DOTALL)
CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
MEDIAN = re.compile(
    r'<td\b[^>]*?(?:class="num md"|data-label="(?:Trung vị|Median)")[^>]*>(.*?)</td>'
)
HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
DRAWN = re.compile(r"<svg.*?</svg>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
DECIMAL = re.compile(r"[−-]?\d[\d.,]*[.,]\d+")
RANK = re.compile(r"(\d+)\*?")
LABELLED = {  # what a cell of a row says, by its label in either language
    **dict.fromkeys(("Điểm", "Points"), "points"),
    **dict.fromkeys(("Tối đa", "Điểm tối đa", "Most", "Most points"), "max"),
    **dict.fromkeys(("Mất", "Lost"), "lost"),
    **dict.fromkeys(("Hệ số", "Times"), "weight"),
    **dict.fromkeys(("Được tính", "Counts"), "contribution"),
}
WEIGHTED = ('data-label="Hệ số"', 'data-label="Times"')  # what is lost is then so many times more
OWN = ("points", "rank", "class", "missing")
ENDS = {"min": "min", "max": "max", "most": "max"}


@dataclass
class Compared:
    """How many numbers were compared, and what disagrees."""

    count: int = 0
    faults: list[str] = field(default_factory=list)

    def same(self, place: str, shown: object, expected: object) -> None:
        """Compare what a page shows with what it should."""
        self.count += 1
        if shown != expected:
            self.faults.append(f"{place}: {shown!r}, by the interface {expected!r}")


@dataclass(frozen=True)
class Figures:
    """A result as the open interface has it; units by the name that pages have in addresses."""

    client: Client
    index: str
    period: str
    lang: str
    trees: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Where the pages of the result begin."""
        start = "/en" if self.lang == "en" else ""
        own = self.index if self.index == "papi" else f"results/{self.index}"
        return f"{start}/{own}/{self.period}"

    def read(self, path: str, **query: str) -> Any:
        """An answer of the interface about the result."""
        address = f"/api/v1/results/{self.index}/{self.period}{path}"
        response = self.client.get(address, {"lang": self.lang, **query})
        if response.status_code != 200:
            raise LookupError(f"{address}: {response.status_code}")
        return response.json()

    @property
    def key(self) -> str:
        """The column that has a unit as addresses of pages name it."""
        return "unit_code" if self.index == "papi" else "unit"

    @cached_property
    def scores(self) -> Mapping[tuple[str, str], dict[str, Any]]:
        """Every score by unit and node."""
        items, page = [], self.read("/scores", limit="1000")
        while True:
            items += page["items"]
            if page["next"] is None:
                break
            page = self.client.get(page["next"]).json()
        return {(one[self.key], one["node"]): one for one in items}

    @cached_property
    def units(self) -> list[str]:
        """The units in order."""
        return list(dict.fromkeys(unit for unit, _node in self.scores))

    @cached_property
    def nodes(self) -> list[str]:
        """The nodes in the order of the tree."""
        return list(dict.fromkeys(node for _unit, node in self.scores))

    @cached_property
    def groups(self) -> list[str]:
        """The groups within which units are ranked."""
        return list(dict.fromkeys(one["group"] for one in self.scores.values()))

    @cached_property
    def inner(self) -> list[str]:
        """The nodes that have nodes below them."""
        edition = self.read("")["edition"]
        below = self.client.get(f"/api/v1/editions/{edition}/nodes", {"limit": "1000"}).json()
        parents = {one["parent"] for one in below["items"]}
        return [node for node in self.nodes if node in parents]

    @cached_property
    def class_names(self) -> Mapping[str, str]:
        """The classes' names by id."""
        return {one["id"]: one["name"] for one in self.read("")["classes"]}

    def values(self, node: str, group: str = "") -> list[float]:
        """All points on a node, of one group if it is named."""
        every = (one for (_unit, of), one in self.scores.items() if of == node)
        own = (one for one in every if group in ("", one["group"]))
        return [one["points"] for one in own if one["points"] is not None]

    def explained(self, unit: str) -> Mapping[str, dict[str, Any]]:
        """A unit's nodes as the interface explains them, by id."""
        if unit not in self.trees:
            top = self.read(f"/explanations/{unit}")["explanation"]
            self.trees[unit] = {one["node"]: one for one in _walk(top)}
        return self.trees[unit]


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["children"]:
        yield from _walk(child)


def page_agrees(figures: Figures, address: str) -> Compared:
    """The numbers of a page's links to explanations, and of their rows."""
    html = _body(figures, address)
    found = Compared()
    with override(figures.lang):
        for link in LINK.finditer(html):
            _link(figures, found, address, link)
        for row in ROW.finditer(html):
            _row(figures, found, address, row)
            _part_row(figures, found, address, row)
        _own_figures(figures, found, address, html)
    return found


def _body(figures: Figures, address: str) -> str:
    response = figures.client.get(address)
    if response.status_code != 200:
        raise LookupError(f"{address}: {response.status_code}")
    return str(response.content.decode())


def _score(figures: Figures, href: str) -> dict[str, Any] | None:
    """The score that an address explains; None for any other address."""
    path = unescape(href).partition("?")[0].partition("#")[0]
    steps = path.removeprefix(figures.base + "/").split("/") if figures.base in path else []
    return figures.scores.get((steps[0], (steps[1:] or ["total"])[0])) if steps else None


def _link(figures: Figures, found: Compared, address: str, link: re.Match[str]) -> None:
    score = _score(figures, link[1])
    if score is None:
        return
    place = f"{address} → {link[1]}"
    pieces = [unescape(one).strip() for one in TAG.split(link[3]) if one.strip()]
    title = TITLE.search(link[2])
    for piece in pieces:
        shown = piece.rpartition(": ")[2].split(", ")[0]
        if piece == score["code"]:
            continue
        if len(pieces) == 1 and (rank := RANK.fullmatch(piece)):
            found.same(place, int(rank[1]), score["rank"])
        elif DECIMAL.fullmatch(shown):
            found.same(place, shown, _written(score["points"], shown))
    if title and title[1] in figures.class_names.values():
        found.same(place, unescape(title[1]), figures.class_names.get(score["class"]))


def _written(value: float | None, like: str) -> str:
    """A number with as many digits as another has."""
    return number(value, len(re.split(r"[.,]", like)[-1]))


def _row(figures: Figures, found: Compared, address: str, row: re.Match[str]) -> None:
    heading = HEADING.search(row[2])
    link = LINK.search(heading[1]) if heading else None
    score = _score(figures, link[1]) if link else None
    if score is None:
        return
    part = address.partition("/part/")[2]  # there a row has one unit's points on the page's node
    score = figures.scores[score[figures.key], part] if part else score
    known = {**score, "lost": (score["max"] or 0.0) - (score["points"] or 0.0)}
    if any(label in row[2] for label in WEIGHTED):
        facts = figures.explained(score[figures.key])[score["node"]]
        known |= {name: facts[name] for name in ("weight", "contribution")}
        known["lost"] *= facts["weight"]
    for cell in CELL.finditer(DRAWN.sub("", row[2])):
        label = re.search(r'data-label="([^"]*)"', cell[1])
        what = LABELLED.get(unescape(label[1])) if label else None
        shown = DECIMAL.match(TAG.sub("", cell[2]).strip())
        if what and shown:
            place = f"{address}, row {score['node']}, {what}"
            found.same(place, shown[0], _written(known[what], shown[0]))


def _part_row(figures: Figures, found: Compared, address: str, row: re.Match[str]) -> None:
    """A node's median over all units, or over those of a ranking group."""
    link, shown = LINK.search(row[2]), MEDIAN.search(row[2])
    node = link[1].partition("?")[0].rpartition("/part/")[2] if link else ""
    if not shown or node not in figures.nodes:
        return
    text = TAG.sub("", shown[1]).strip()
    medians = [statistics.median(figures.values(node, group)) for group in figures.groups]
    written = [_written(one, text) for one in medians]
    found.same(f"{address}, median of {node}", text, text if text in written else written)


def _own_figures(figures: Figures, found: Compared, address: str, html: str) -> None:
    """What a unit's page says in its heading and facts: points, rank and class."""
    score = _score(figures, address)
    if score is None or score["points"] is None:
        return
    facts = " ".join(re.findall(r'<dl class="facts">.*?</dl>', html, re.DOTALL))
    heading = " ".join(re.findall(r"<h1>.*?</h1>", html, re.DOTALL))
    shown = unescape(TAG.sub(" ", heading + " " + facts))
    expected = [number(score["points"], 2)]
    if score["node"] == "total":
        expected += [str(score["rank"]), figures.class_names.get(score["class"], "")]
    for one in expected:
        seen = re.search(rf"(?<![\w.,]){re.escape(one)}(?![\w]|[.,]\d)", shown)
        found.same(f"{address}, heading and facts", one if seen else shown, one)


def file_agrees(figures: Figures, address: str) -> Compared:
    """The numbers of a JSON file, digit for digit."""
    found = Compared()
    for row in json.loads(_body(figures, address)):
        unit, node = str(row.get("unit", "")), str(row.get("node", "total"))
        place = f"{address}, {unit} {node}"
        if "median" in row and not unit:
            _spread(figures, found, place, row)
        elif (unit, node) in figures.scores and not row.get("measure"):
            _score_row(figures, found, place, row)
    return found


def _spread(figures: Figures, found: Compared, place: str, row: dict[str, Any]) -> None:
    values = figures.values(row["node"], row.get("group", ""))
    found.same(place, row["median"], statistics.median(values))
    for name, of in (("lowest", min), ("highest", max)):
        if name in row:
            found.same(place, row[name], of(values))


def _score_row(figures: Figures, found: Compared, place: str, row: dict[str, Any]) -> None:
    unit = row["unit"]
    score = figures.scores[unit, row.get("node", "total")]
    for name in OWN:
        if name in row:
            found.same(f"{place} {name}", row[name], score[name])
    if "total" in row:
        found.same(f"{place} total", row["total"], score["points"])
    for name, end in ENDS.items():
        if name in row:
            found.same(f"{place} {name}", row[name], score[end])
    for name in row:
        node, _space, end = name.partition(" ")
        if (unit, node) in figures.scores and node != "total" and end in ("", "max"):
            beside = figures.scores[unit, node]["max" if end else "points"]
            found.same(f"{place} {name}", row[name], beside)


def tree_agrees(figures: Figures, unit: str) -> Compared:
    """The file of a unit's whole tree, node by node and observation by observation."""
    found, explained = Compared(), figures.explained(unit)
    names = ("points", "weight", "contribution", "offset", "min", "max", "missing", "left_out")
    read = {
        (node, one["measure"]): one
        for node, facts in explained.items()
        for one in (*facts["inputs"], *facts["shown"])
    }
    rows = json.loads(_body(figures, f"{figures.base}/{unit}.json"))
    for row in rows:
        place = f"{figures.base}/{unit}.json, {row['node']} {row.get('measure', '')}"
        if row.get("measure"):
            found.same(place, row["value"], read[row["node"], row["measure"]]["value"])
            continue
        for name in names:
            if name in row:
                found.same(f"{place} {name}", row[name], explained[row["node"]][name])
    found.same(f"{unit}: nodes", {row["node"] for row in rows}, set(explained))
    return found


def page_list(figures: Figures, leaves_of: frozenset[str] | None = None) -> Iterator[str]:
    """The addresses of the result's pages; leaves' explanations of the units named, or of all."""
    yield figures.base
    yield f"{figures.base}/part"
    for node in figures.nodes:
        if node != "total":
            yield f"{figures.base}/part/{node}"
    for unit in figures.units:
        yield from unit_pages(figures, unit, leaves=leaves_of is None or unit in leaves_of)


def unit_pages(figures: Figures, unit: str, *, leaves: bool) -> Iterator[str]:
    """A unit's page and its explanations."""
    yield f"{figures.base}/{unit}"
    for node in figures.nodes if leaves else figures.inner:
        if node != "total":
            yield f"{figures.base}/{unit}/{node}"


def main(index: str, period: str) -> int:
    """Compare all pages and files of a result in both languages."""
    every = Compared()
    for lang in ("vi", "en"):
        figures = Figures(Client(headers={"Host": "localhost"}), index, period, lang)
        pages = list(page_list(figures))
        for page in pages:
            for one in (page_agrees(figures, page), file_agrees(figures, f"{page}.json")):
                every.count += one.count
                every.faults += one.faults
        print(f"{lang}: {len(pages)} pages", file=sys.stderr, flush=True)
    print("\n".join(every.faults[:50]))
    print(f"{every.count} numbers compared, {len(every.faults)} disagree")
    return 1 if every.faults or not every.count else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chiso_web.config.settings")
    django.setup()
    with TemporaryDirectory() as folder, override_settings(API_LIMIT=0, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        raise SystemExit(main(*sys.argv[1:3]))
