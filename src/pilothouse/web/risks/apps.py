"""Django's registration of the pages of risks."""

from django.apps import AppConfig


class WebRisksConfig(AppConfig):
    """The register, the heat map, the page of a risk, curves, and the hit rate."""

    name = "pilothouse.web.risks"
    label = "web_risks"
