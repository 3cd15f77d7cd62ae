"""Rounds: units score themselves with evidence, others appraise, two people publish."""
