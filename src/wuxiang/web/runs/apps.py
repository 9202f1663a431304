"""The app of runs."""

from django.apps import AppConfig


class Runs(AppConfig):
    """See the package."""

    name = "wuxiang.web.runs"
    label = "runs"
