"""The app of decisions."""

from django.apps import AppConfig


class Decisions(AppConfig):
    """See the package."""

    name = "wuxiang.web.decisions"
    label = "decisions"
