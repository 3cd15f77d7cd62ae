"""What changed between two years, and where comparing is refused."""
