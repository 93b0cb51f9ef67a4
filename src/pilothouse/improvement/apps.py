"""Django's registration of improvement."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Issues, causes, actions and the proof of their effect."""

    name = "pilothouse.improvement"
    label = "improvement"
