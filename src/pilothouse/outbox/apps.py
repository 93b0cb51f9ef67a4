"""Django's registration of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Letters and where they stand."""

    name = "pilothouse.outbox"
    label = "outbox"
