"""Django's registration of risks."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """Risks and opportunities with their dated assessments, trip-wires, and how much risk is borne."""

    name = "pilothouse.risks"
    label = "risks"
