"""What every page of a reform index reads: one index in one period, with all that was scored."""
