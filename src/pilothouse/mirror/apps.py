"""Django's registration of the mirror."""

from django.apps import AppConfig


class MirrorConfig(AppConfig):
    """Measures of whether the system is used, and whether leaders have opened them to everybody."""

    name = "pilothouse.mirror"
    label = "mirror"
