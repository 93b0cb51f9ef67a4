"""Addresses of the help."""

from django.urls import path

from pilothouse.web.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.home, name="home"),
    path("help/<slug:name>/", views.text, name="text"),
]
