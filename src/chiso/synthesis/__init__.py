"""Synthetic observations of any edition: plausible, seeded, and marked so in every cell."""

from chiso.synthesis.gathering import gathered
from chiso.synthesis.marking import FILE_MARK, MARK, ground_of, is_marked
from chiso.synthesis.observing import synthetic

__all__ = ["FILE_MARK", "MARK", "gathered", "ground_of", "is_marked", "synthetic"]
