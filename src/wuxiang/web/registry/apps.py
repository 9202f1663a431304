"""The app of the register."""

from django.apps import AppConfig


class Registry(AppConfig):
    """See the package."""

    name = "wuxiang.web.registry"
    label = "registry"
