"""When a file is due, and why: asked of the address, answered day by day."""
