"""What is done in a round, a file a step of the work."""
