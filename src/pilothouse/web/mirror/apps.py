"""Django's registration of the pages of the mirror."""

from django.apps import AppConfig


class WebMirrorConfig(AppConfig):
    """The mirror, one page for each of its questions, and opening it to everybody."""

    name = "pilothouse.web.mirror"
    label = "web_mirror"
