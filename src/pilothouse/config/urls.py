"""Root of all addresses. URL = number + verb; every app brings its own list."""

from django.urls import include, path

from pilothouse.web.records.numbers import register_numbers
from pilothouse.web.shell import errors

register_numbers()

APPS = (
    "bridge",
    "help",
    "improvement",
    "measures",
    "mirror",
    "organisation",
    "processes",
    "reviews",
    "risks",
    "shell",
    "strategy",
    "records",  # last: its page of any number is for kinds that have none of their own
)

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    *(path("", include(f"pilothouse.web.{app}.urls")) for app in APPS),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
