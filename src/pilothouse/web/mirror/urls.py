"""Addresses of the mirror."""

from django.urls import path

from pilothouse.web.mirror import views

app_name = "mirror"
urlpatterns = [
    path("mirror/", views.home, name="home"),
    path("mirror/open/", views.open_to_everybody, name="open"),
    path("mirror/close/", views.close, name="close"),
    path("mirror/<slug:name>/", views.question, name="question"),
]
