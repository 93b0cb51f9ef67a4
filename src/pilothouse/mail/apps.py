"""Django's registration of mail, for its templates."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Digests and how they leave."""

    name = "pilothouse.mail"
    label = "mail"
