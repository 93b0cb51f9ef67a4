"""The shell as a Django app: the frame around every page. It has no tables."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Base page, navigation, sign-in and error pages."""

    name = "pilothouse.web.shell"
    label = "shell"
