"""Django's card of this package."""

from django.apps import AppConfig


class WebMeasuresConfig(AppConfig):
    """Pages of indicators, series and signals."""

    name = "pilothouse.web.measures"
    label = "web_measures"
