"""Addresses of the frame itself."""

from django.urls import path

from pilothouse.web.kit.gallery import gallery
from pilothouse.web.shell import story, views

app_name = "shell"
urlpatterns = [
    path("enter/<str:key>/", story.enter, name="enter"),
    path("theme/", views.choose_theme, name="theme"),
    path("kit/", gallery, name="gallery"),
]
