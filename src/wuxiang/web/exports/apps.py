"""The app of exports."""

from django.apps import AppConfig


class Exports(AppConfig):
    """See the package."""

    name = "wuxiang.web.exports"
    label = "exports"
