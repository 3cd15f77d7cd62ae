"""Any unit: its days, what it came from and passed into, what is below it."""
