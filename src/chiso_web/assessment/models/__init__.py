"""Rounds, the forms in them, evidence, appraisal, publication."""

from chiso_web.assessment.models.evidence import Document, Proof
from chiso_web.assessment.models.forms import Entrant, Event, Line, Reopening, Value
from chiso_web.assessment.models.guidance import Guidance, Phrase, Question
from chiso_web.assessment.models.publication import Publication
from chiso_web.assessment.models.rounds import RankGroup, Round

__all__ = [
    "Document",
    "Entrant",
    "Event",
    "Guidance",
    "Line",
    "Phrase",
    "Proof",
    "Publication",
    "Question",
    "RankGroup",
    "Reopening",
    "Round",
    "Value",
]
