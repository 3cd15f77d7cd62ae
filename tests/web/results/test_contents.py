"""The contents of an edition, which are the columns of its tables."""

import pytest

from chiso_web.results.contents import contents_of, has_extras, is_extra
from chiso_web.results.selectors import edition_named


@pytest.mark.parametrize(
    ("edition", "count"),
    [
        ("papi@2024", 8),  # straight under the whole
        ("ha-noi-communes@2026", 8),  # under a part; the ninth is bonus and penalty
        ("one-stop-province@2019-01-06", 9),  # nine criteria under a total set to the scale
    ],
)
def test_contents_are_what_points_are_lost_in(edition: str, count: int) -> None:
    codes = [node.code for node in contents_of(edition_named(edition))]
    assert codes == [str(place) for place in range(1, count + 1)]


def test_bonus_and_penalty_stand_beside_the_contents() -> None:
    edition = edition_named("ha-noi-communes@2026")
    assert is_extra(edition, "9")
    assert not has_extras(edition, "3")
