"""Rules and observed values in words, as every page shows them."""
