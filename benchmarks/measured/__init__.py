"""What is measured: editions made for it, the same arithmetic in bare NumPy, and each figure."""
