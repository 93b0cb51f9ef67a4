"""Django's card of this package."""

from django.apps import AppConfig


class WebImprovementConfig(AppConfig):
    """Pages of issues, actions and effects."""

    name = "pilothouse.web.improvement"
    label = "web_improvement"
