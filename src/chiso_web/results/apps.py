from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Observations and published evaluations."""

    name = "chiso_web.results"
