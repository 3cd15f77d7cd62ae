"""Observation × rule → points, with the reason."""

RULE_SET_VERSION = "2"
