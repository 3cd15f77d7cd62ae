"""The trail: who did what, when and why, in chains that show where somebody changed them."""
