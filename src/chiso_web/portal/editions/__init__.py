"""The editions: how each index is computed, made from its YAML alone."""
