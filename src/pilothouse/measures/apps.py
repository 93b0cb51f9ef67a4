"""Django's registration of measures."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Indicators, series, measurements with provenance, and signals of real change."""

    name = "pilothouse.measures"
    label = "measures"
