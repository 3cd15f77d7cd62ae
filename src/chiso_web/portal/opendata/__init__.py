"""Open data: what is held, as tables and as data packages that describe themselves."""
