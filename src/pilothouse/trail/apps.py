"""Django's registration of the trail."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from pilothouse.trail.guard import watch_connection


class TrailConfig(AppConfig):
    """Puts the guard in front of every database connection of the process."""

    name = "pilothouse.trail"
    label = "trail"

    def ready(self) -> None:
        connection_created.connect(watch_connection, dispatch_uid="trail.guard")
