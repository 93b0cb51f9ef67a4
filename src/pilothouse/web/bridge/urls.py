"""Addresses of the bridge."""

from django.urls import path

from pilothouse.web.bridge import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("bridge/", views.bridge, name="bridge"),
    path("signals/together/", views.together, name="together"),
    path("my-work/", views.my_work, name="my_work"),
    path("<code:code>/thread/", views.thread, name="thread"),
]
