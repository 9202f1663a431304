"""The app of casework."""

from django.apps import AppConfig


class Casework(AppConfig):
    """See the package."""

    name = "wuxiang.web.casework"
    label = "casework"
