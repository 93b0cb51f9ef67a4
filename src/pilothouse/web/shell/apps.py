"""The shell as a Django app: the frame around every page. It has no tables."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from pilothouse.web.shell.checks import proxies_are_named


class ShellConfig(AppConfig):
    """Base page, navigation, sign-in and error pages."""

    name = "pilothouse.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Have deployments checked."""
        register(proxies_are_named, Tags.security, deploy=True)
