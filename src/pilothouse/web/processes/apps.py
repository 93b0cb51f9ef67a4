"""Django's registration of the pages of processes."""

from django.apps import AppConfig


class WebProcessesConfig(AppConfig):
    """The map of processes, the page of each, and the hand-overs between them."""

    name = "pilothouse.web.processes"
    label = "web_processes"
