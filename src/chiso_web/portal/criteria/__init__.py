"""Which criteria of a reform index cost a group the most points, and one criterion over all."""
