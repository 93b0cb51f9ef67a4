"""Django's registration of the organisation."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, people, roles, accounts."""

    name = "pilothouse.organisation"
    label = "organisation"
