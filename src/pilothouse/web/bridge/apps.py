"""Django's registration of the bridge's pages."""

from django.apps import AppConfig


class WebBridgeConfig(AppConfig):
    """The bridge, my work, the thread."""

    name = "pilothouse.web.bridge"
    label = "web_bridge"
