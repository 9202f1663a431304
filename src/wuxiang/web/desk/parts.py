"""Parts of the household page: fetched into it, or opened alone as a page of their own."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wuxiang.web.registry.naming import head_of

PART = "part"
"""In the address of a part that is fetched into the household page."""
SECONDS = "2"
"""After which a page whose part is coming is asked for again, with scripts or without."""


def part(
    request: HttpRequest, template: str, shown: Mapping[str, object], *, key: str, title: str
) -> HttpResponse:
    """The part of the household `key` in `template`; opened alone, with all that a page has."""
    if PART in request.GET:
        return render(request, template, {**shown, "key": key})
    head = shown["head"] if "head" in shown else head_of(key)
    alone = {**shown, "key": key, "head": head}
    alone |= {"title": title, "part": template}
    return render(request, "registry/part.html", alone)


def coming(request: HttpRequest, *, key: str, title: str) -> HttpResponse:
    """In place of a part that takes a moment: a word, and the part then comes by itself."""
    answer = part(request, "parts/coming.html", {"at": request.path}, key=key, title=title)
    if PART not in request.GET:
        answer["Refresh"] = SECONDS
    return answer
