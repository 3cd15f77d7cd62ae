"""A unit's result on one page of A4, to be handed to somebody."""
