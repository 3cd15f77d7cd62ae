"""A year's league table."""
