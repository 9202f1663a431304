"""What every page says on top while the people of the register are invented."""

from django.core.cache import cache
from django.http import HttpRequest

from wuxiang.web.registry.taking import invented

KEPT = 60
"""Seconds for which the answer is kept: a page does not ask the database for it."""


def banner(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """The context of every page: `invented`, whether its people are."""
    return {"invented": cache.get_or_set("invented", invented, KEPT)}
