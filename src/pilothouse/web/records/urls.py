"""Addresses that every record shares."""

from django.urls import path

from pilothouse.web.records import catalogue

urlpatterns = [
    path("records/", catalogue.all_records, name="records"),
    path("search/", catalogue.search, name="search"),
]
