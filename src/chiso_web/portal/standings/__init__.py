"""Who stands where in a reform index, and every index with results."""
