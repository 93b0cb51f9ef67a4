"""Addresses of the frame itself."""

from django.urls import path

from pilothouse.web.kit.gallery import gallery
from pilothouse.web.shell import views

app_name = "shell"
urlpatterns = [
    path("theme/", views.choose_theme, name="theme"),
    path("kit/", gallery, name="gallery"),
]
