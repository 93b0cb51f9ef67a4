"""Django's registration of the records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The base of everything numbered."""

    name = "pilothouse.records"
    label = "records"
