"""Pages on which the council records what a survey found of the units of a round."""
