"""Points tree → index: how an inner node is made of its children, missing values included."""

from chiso.aggregation.combine import Column, combine, rescale_factor, settle

__all__ = ["Column", "combine", "rescale_factor", "settle"]
