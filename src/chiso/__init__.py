"""Chiso: a dated, cited index from observations. Import its rooms by name: ``from chiso.evaluation
import evaluate``.
"""

__version__ = "0.1.0"
