"""Django's registration of processes."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Linked activities, each with one owner, and the hand-overs between them."""

    name = "pilothouse.processes"
    label = "processes"
