"""What every synthetic observation says of itself, so that no figure travels without it."""

import numpy as np

from chiso.values import MissingKind, ObservationTable
from chiso.wording import Text

MARK = Text(vi="Số liệu giả lập, không phải kết quả thật", en="Synthetic figures, not real results")
FILE_MARK = "gia-lap_"
_GROUNDS = {
    MissingKind.NOT_APPLICABLE: Text(vi="không phát sinh trong kỳ", en="did not arise"),
    MissingKind.NOT_REPORTED: Text(vi="đơn vị không báo cáo", en="not reported by the unit"),
}


def note_of(kind: MissingKind | None = None, ground: Text | None = None) -> str:
    """The note of a cell in both languages: the mark, and the ground where it has one."""
    said = ground if kind is None else _GROUNDS[kind]
    if said is None:
        return f"{MARK.vi} / {MARK.en}"
    return f"{MARK.vi}: {said.vi} / {MARK.en}: {said.en}"


def ground_of(note: str) -> Text:
    """The ground that a note states, without the mark; empty where it is only the mark. Any other
    note is its own ground.

    >>> ground_of(note_of(MissingKind.NOT_APPLICABLE)).en
    'did not arise'
    """
    vi, _, en = note.partition(f" / {MARK.en}")
    if not vi.startswith(MARK.vi):
        return Text(vi=note, en=note)
    return Text(vi=vi.removeprefix(MARK.vi).lstrip(": "), en=en.lstrip(": "))


def is_marked(table: ObservationTable) -> bool:
    """Whether any observation says that it is synthetic."""
    return any(one.startswith(MARK.vi) for one in table.notes.values())


def source_of(edition: str, generator: np.random.Generator) -> str:
    """The source of every cell: the mark, the edition that it was made for, and the seed."""
    seed = getattr(generator.bit_generator.seed_seq, "entropy", None)
    return f"{note_of()} (chiso synthesize {edition}, seed {seed})"
