"""A year's results on the provinces since 1 July 2025: estimates, with how they came about."""
