"""The profile of a unit with PAPI results: the answer of its page."""
