"""Django's registration of the pages of the organisation."""

from django.apps import AppConfig


class WebOrganisationConfig(AppConfig):
    """The first start, and what administrators look after."""

    name = "pilothouse.web.organisation"
    label = "web_organisation"
