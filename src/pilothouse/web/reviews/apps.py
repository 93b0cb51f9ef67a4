"""Django's registration of the pages of reviews."""

from django.apps import AppConfig


class WebReviewsConfig(AppConfig):
    """Planning, holding and minuting reviews; deciding and judging."""

    name = "pilothouse.web.reviews"
    label = "web_reviews"
