"""A ward's official, a leader, a citizen and an analyst read a reform index; all see the mark."""

import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas
import pytest
from playwright.sync_api import Page, expect

from chiso import territory
from chiso.definition.editions import edition
from chiso.evaluation import Evaluation, evaluate
from chiso.synthesis import MARK, synthetic
from chiso.territory import period_end
from tests.pages import COMMUNES, WARDS

pytestmark = pytest.mark.e2e

WARD = "00145@2025-07-01"  # Phường Long Biên
CHISO = str(Path(sys.executable).parent / "chiso")
INDEX = "Chỉ số cải cách hành chính 2025: phường và xã, thành phố Hà Nội"
PICTURES = [COMMUNES, WARDS, "/results/ha-noi-departments/2025", f"{COMMUNES}/part/1.2"]
MARKED = [COMMUNES, WARDS, f"{COMMUNES}/part", f"{COMMUNES}/{WARD}", f"{COMMUNES}/{WARD}/3"]


@pytest.fixture(scope="module")
def drawn() -> Evaluation:
    """What the shell command draws with the documented seed, scored without the platform."""
    listed = territory.shipped().units(period_end("2025"), under="01@unknown", kind="commune")
    definition = edition("ha-noi-communes@2025")
    ids = [unit.id for unit in listed]
    generator = np.random.default_rng(2026)
    observed = synthetic(definition, ids, period="2025", generator=generator)
    return evaluate(definition, observed)


def vietnamese(points: float) -> str:
    return f"{points:.2f}".replace(".", ",")


def test_an_official_finds_where_points_were_lost_and_why(page: Page, drawn: Evaluation) -> None:
    losses = {
        leaf.id: drawn.score(WARD, leaf.id).maximum - float(drawn.score(WARD, leaf.id).points)
        for leaf in drawn.edition.leaves
        if leaf.rule.kind not in ("bonus", "penalty")
    }
    worst = max(losses, key=lambda node: losses[node])
    page.goto("/")
    page.get_by_role("link", name=INDEX).first.click()
    page.get_by_role("link", name="Long Biên", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phường Long Biên")
    expect(page.locator("main .lead").first).to_contain_text(vietnamese(losses[worst]))
    name = drawn.edition.node(worst).name.vi
    page.get_by_role("link", name=f"{worst} {name}").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(worst)
    expect(page.locator("main")).to_contain_text(f"mất {vietnamese(losses[worst])} điểm")


def test_a_leader_learns_which_criterion_costs_most(page: Page, drawn: Evaluation) -> None:
    wards = [
        unit.id
        for unit in territory.shipped().units(period_end("2025"), under="01@unknown", kind="ward")
    ]
    means = {
        leaf.id: float(
            np.mean(
                [
                    drawn.score(unit, leaf.id).maximum - drawn.score(unit, leaf.id).points
                    for unit in wards
                    if isinstance(drawn.score(unit, leaf.id).points, float)
                ]
            )
        )
        for leaf in drawn.edition.leaves
        if leaf.rule.kind not in ("bonus", "penalty")
    }
    most = max(means, key=lambda node: means[node])
    page.goto(f"{COMMUNES}/part")
    lead = page.locator("main .lead").first
    expect(lead).to_contain_text(most)
    expect(lead).to_contain_text(vietnamese(means[most]))


def test_a_citizen_sees_that_the_wards_result_is_not_real(page: Page) -> None:
    page.goto("/search?q=phuong+long+bien")
    today = page.get_by_role("row").filter(has_text="01/07/2025 – nay")
    today.get_by_role("link", name="Phường Long Biên").click()
    expect(page.locator("main")).to_contain_text(MARK.vi)
    page.get_by_role("link", name="Chỉ số cải cách hành chính 2025").first.click()
    expect(page.locator("body")).to_contain_text(MARK.vi)


@pytest.mark.parametrize("address", PICTURES)
def test_a_cropped_picture_still_says_that_it_is_synthetic(page: Page, address: str) -> None:
    page.goto(address)
    said = page.evaluate(
        "mark => [...document.querySelectorAll('figure svg')]"
        ".filter(one => !one.parentElement.closest('svg'))"
        ".map(one => one.textContent.split(mark).length - 1)",
        MARK.vi,
    )
    assert said, "there is a picture"
    assert min(said) >= 2


@pytest.mark.parametrize("address", MARKED)
def test_every_table_says_so_in_its_first_row(page: Page, address: str) -> None:
    page.goto(address)
    first = page.evaluate(
        "[...document.querySelectorAll('main table')].map(one => one.rows[0].textContent)"
    )
    assert first
    assert [text for text in first if MARK.vi not in text] == []


def test_an_analyst_computes_the_package_again(page: Page, tmp_path: Path) -> None:
    page.goto("/data")
    with page.expect_download() as started:
        page.locator("a[href$='/data/ha-noi-communes-2025.zip']").first.click()
    assert started.value.suggested_filename == "gia-lap_ha-noi-communes-2025.zip"
    with zipfile.ZipFile(started.value.path()) as package:
        package.extractall(tmp_path)
    again = tmp_path / "again.csv"
    observed = str(tmp_path / "gia-lap_observations.csv")
    command = [CHISO, "score", str(tmp_path / "edition"), "--observations", observed]
    subprocess.run([*command, "--rank-by-kind", "--out", str(again)], check=True)
    text = {"unit": str, "node": str, "code": str}
    ours = pandas.read_csv(tmp_path / "gia-lap_scores.csv", dtype=text)
    theirs = pandas.read_csv(again, dtype=text)
    keys, figures = ["unit", "node"], ["score", "min", "max", "rank"]
    both = ours.merge(theirs, on=keys, suffixes=("", " again"), validate="one_to_one")
    assert len(both) == len(theirs) == 126 * len(edition("ha-noi-communes@2025").nodes)
    for figure in figures:
        assert both[figure].equals(both[f"{figure} again"])
