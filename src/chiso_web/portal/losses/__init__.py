"""Where one unit lost points of a reform index, and how many."""
