"""The working calendar of a year, and the reporting windows on it."""
