"""The room of assessment rounds."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "chiso_web.assessment"
    label = "assessment"
    file_use = "chiso_web.assessment.services.file_use.USE"
