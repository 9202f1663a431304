"""Whose name stands behind a name of sign-in, on every page that says who did something."""

from collections.abc import Mapping

from django import template
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from wuxiang.web.accounts.models import User

register = template.Library()


def people(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """The context of every page: `people`, names by names of sign-in; asked for when first used."""
    return {"people": SimpleLazyObject(_names)}


@register.filter
def named(username: str, names: Mapping[str, str]) -> str:
    """`username|named:people`: the name of the person; of whoever is gone the name of sign-in."""
    return names.get(username, username)


def _names() -> dict[str, str]:
    return {"system": _("系统"), **dict(User.objects.values_list("username", "name"))}
