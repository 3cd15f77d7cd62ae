"""The demonstration: rounds of drawn figures, invented people, and signing in as one of them."""
