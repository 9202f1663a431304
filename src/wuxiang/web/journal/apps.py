"""The app of the journal."""

from django.apps import AppConfig


class Journal(AppConfig):
    """See the package."""

    name = "wuxiang.web.journal"
    label = "journal"
