"""`{% load reviewing %}`: forecasts and effects in words."""

from django.template import Library

from pilothouse.web.reviews import words

register = Library()
register.filter("forecast_words", words.forecast_of)
register.filter("effect_words", words.effect_of)
register.filter("expected_words", words.expected_of)
register.filter("matters_words", words.matters_of)
register.filter("with_links", words.with_links)
