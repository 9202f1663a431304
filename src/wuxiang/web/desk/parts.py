"""Parts of the household page: fetched into it, or opened alone as a page of their own."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PART = "part"
"""In the address of a part that is fetched into the household page."""


def part(
    request: HttpRequest, template: str, shown: Mapping[str, object], *, key: str, title: str
) -> HttpResponse:
    """The part of the household `key` in `template`; opened alone, with all that a page has."""
    if PART in request.GET:
        return render(request, template, {**shown, "key": key})
    alone = {**shown, "key": key, "title": title, "part": template}
    return render(request, "registry/part.html", alone)
