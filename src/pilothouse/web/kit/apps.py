"""The kit as a Django app: templates, static files, template tags. It has no tables."""

from django.apps import AppConfig

from pilothouse.web.kit.refusing import speak_plainly


class KitConfig(AppConfig):
    """Components every page is made of."""

    name = "pilothouse.web.kit"
    label = "kit"

    def ready(self) -> None:
        """From now on fields refuse in the house's words."""
        speak_plainly()
