"""Django's registration of the shared record pages."""

from django.apps import AppConfig


class WebRecordsConfig(AppConfig):
    """Lists, detail kit, notes, files, export."""

    name = "pilothouse.web.records"
    label = "web_records"
