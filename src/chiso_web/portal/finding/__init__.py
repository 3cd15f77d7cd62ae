"""The search over units, parts of the index, editions and pages."""
