"""The pages of a unit’s documents, and attaching them as evidence."""
