"""Units of one reform index side by side."""
