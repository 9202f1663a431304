"""The app of imports."""

from django.apps import AppConfig


class Imports(AppConfig):
    """See the package."""

    name = "wuxiang.web.imports"
    label = "imports"
