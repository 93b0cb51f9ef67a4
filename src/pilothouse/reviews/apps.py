"""Django's registration of reviews."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Meetings in which leadership looks and decides; decisions with forecast and verdict."""

    name = "pilothouse.reviews"
    label = "reviews"
