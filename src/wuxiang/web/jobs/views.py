"""Pages about jobs: the list, one of them with its progress, and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wuxiang.web.accounts.gate import SIGNED_IN, needs, signed_in
from wuxiang.web.jobs import actions, fetch
from wuxiang.web.jobs.working import TITLES


@needs(SIGNED_IN)
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs that the user may see."""
    asked = request.GET.get("page", "")
    page = fetch.jobs(signed_in(request), int(asked) if asked.isdecimal() else 1)
    rows = [(job, TITLES.get(job.task, job.task)) for job in page]
    return render(request, "jobs/jobs.html", {"page": page, "rows": rows})


@needs(SIGNED_IN)
@require_GET
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job: how far it is, or how it ended; the page looks again by itself."""
    one = fetch.job(signed_in(request), number)
    shown = {
        "job": one,
        "title": TITLES.get(one.task, one.task),
        "alone": not one.over and fetch.nobody_works(),
    }
    return render(request, "jobs/job.html", shown)


@needs(SIGNED_IN)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a job."""
    user = signed_in(request)
    if actions.cancel(fetch.job(user, number), by=user):
        messages.success(request, _("已取消。"))
    return redirect("job", number=number)
