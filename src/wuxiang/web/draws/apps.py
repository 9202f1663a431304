"""The app of draws."""

from django.apps import AppConfig


class Draws(AppConfig):
    """See the package."""

    name = "wuxiang.web.draws"
    label = "draws"
