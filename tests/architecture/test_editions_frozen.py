"""An edition that a release has shipped never changes; every leaf says by which source it
stands.
"""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest

from chiso.definition.editions import edition_list
from chiso.definition.load import INDICES, load
from chiso.errors import EditionInvalid

FROZEN = Path(__file__).parent / "editions.sha256"
EDITIONS = edition_list()


def frozen() -> dict[str, str]:
    """The hash of each released edition by its name, as ``sha256sum`` writes them."""
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def changed(hashes: dict[str, str]) -> list[str]:
    """The names of editions whose file no longer has the hash that was released."""
    return [
        name
        for name, digest in hashes.items()
        if hashlib.sha256((INDICES / name).read_bytes()).hexdigest() != digest
    ]


def test_a_released_edition_never_changes() -> None:
    assert changed(frozen()) == []


def test_a_changed_edition_is_noticed() -> None:
    name = next(iter(frozen()))
    assert changed({name: "0" * 64}) == [name]


def test_every_shipped_edition_is_frozen() -> None:
    shipped = {str(file.relative_to(INDICES)) for file in INDICES.glob("*/*/index.yaml")}
    assert shipped == set(frozen())


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.name)
def test_every_leaf_cites_a_source_that_is_listed(edition) -> None:
    uncited = [leaf.id for leaf in edition.leaves if leaf.cite is None]
    unlisted = [
        leaf.id
        for leaf in edition.leaves
        if leaf.cite is None or leaf.cite.source not in edition.sources
    ]
    assert (uncited, unlisted) == ([], [])


def test_a_leaf_without_citation_is_refused(tmp_path) -> None:
    shipped = INDICES / "papi" / "2023-01-01"
    for name in ("index.yaml", "sources.yaml"):
        text = (shipped / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("cite:", "note:", 5), encoding="utf-8")
    with pytest.raises(EditionInvalid, match="cite"):
        load(tmp_path)


def test_editions_of_an_index_never_overlap() -> None:
    for earlier, later in pairwise(EDITIONS):
        if earlier.id == later.id:
            assert earlier.in_force.until is not None
            assert earlier.in_force.until < later.in_force.since
