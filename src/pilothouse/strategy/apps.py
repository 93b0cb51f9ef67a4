"""Django's registration of strategy."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Policy, themes and objectives: where the organisation is going."""

    name = "pilothouse.strategy"
    label = "strategy"
