"""Observations and published evaluations: the one table that both halves share."""
