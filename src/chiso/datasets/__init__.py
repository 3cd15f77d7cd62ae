"""Published results that ship with the product, as observations; SOURCES.md beside them."""
