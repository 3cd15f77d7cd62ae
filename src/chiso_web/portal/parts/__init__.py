"""A dimension, sub-dimension or indicator over all provinces."""
