"""What a file is by its content, and what in it is not taken: a module a kind, nothing executed."""
