"""The kit as a Django app: templates, static files, template tags. It has no tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Components every page is made of."""

    name = "pilothouse.web.kit"
    label = "kit"
