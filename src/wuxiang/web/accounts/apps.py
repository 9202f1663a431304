"""The app of accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """See the package."""

    name = "wuxiang.web.accounts"
    label = "accounts"
