"""Pages that say what went wrong, and what to do."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"errors/{name}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """400: more came than may be sent, or what no form of ours sends."""
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403: the role does not open this."""
    return _page(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: there is nothing here, or nothing that this user may see."""
    return _page(request, "not_found", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; said even where it is the database that fails."""
    try:
        return _page(request, "server_error", 500)
    except DatabaseError:
        return HttpResponseServerError(render_to_string("errors/server_error.html"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: the form came from a page of another session, or from elsewhere."""
    return stale_form(request)


def stale_form(request: HttpRequest) -> HttpResponse:
    """403: a form whose session has ended; nothing of it was done, what was typed can come back."""
    return _page(request, "stale_form", 403)
