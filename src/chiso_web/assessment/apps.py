"""The room of assessment rounds."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "chiso_web.assessment"
    label = "assessment"
