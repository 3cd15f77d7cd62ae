"""Where one number comes from."""
