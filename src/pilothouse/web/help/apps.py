"""Django's registration of the help."""

from django.apps import AppConfig


class WebHelpConfig(AppConfig):
    """The first page of the help, and each document that it leads to."""

    name = "pilothouse.web.help"
    label = "web_help"
