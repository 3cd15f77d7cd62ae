"""Why a unit has its points on a node of a reform index, down to the observations."""
