"""Chiso: a dated, cited index from observations. Import its rooms by name: ``from chiso.evaluation
import evaluate``.
"""

__version__ = "0.2.0"
