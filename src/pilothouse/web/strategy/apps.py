"""Django's registration of the pages of direction."""

from django.apps import AppConfig


class WebStrategyConfig(AppConfig):
    """Where the organisation is going, and whether the work leads there."""

    name = "pilothouse.web.strategy"
    label = "web_strategy"
