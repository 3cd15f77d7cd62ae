"""The pages of a round’s result: the draft, its publication, corrections."""
