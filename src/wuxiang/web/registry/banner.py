"""What the register tells every page: whether its people are invented, and the user's own place."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.taking import invented

KEPT = 60
"""Seconds for which the answer is kept: a page does not ask the database for it."""


def banner(request: HttpRequest) -> dict[str, object]:
    """The context of every page: `invented`, whether its people are; `own_place`, by name."""

    def own_place() -> str:
        area = getattr(request.user, "area", "")
        return place_names([area]).get(area, area)

    return {
        "invented": cache.get_or_set("invented", invented, KEPT),
        "own_place": SimpleLazyObject(own_place),
    }
