"""The app of jobs."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """See the package."""

    name = "wuxiang.web.jobs"
    label = "jobs"
