"""All addresses of the office; each app lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wuxiang.web.desk.urls")),
    path("", include("wuxiang.web.accounts.urls")),
    path("imports/", include("wuxiang.web.imports.urls")),
    path("runs/", include("wuxiang.web.runs.urls")),
    path("exports/", include("wuxiang.web.exports.urls")),
    path("draws/", include("wuxiang.web.draws.urls")),
    path("jobs/", include("wuxiang.web.jobs.urls")),
    path("journal/", include("wuxiang.web.audit.urls")),
]
handler400 = "wuxiang.web.accounts.errors.bad_request"
handler403 = "wuxiang.web.accounts.errors.forbidden"
handler404 = "wuxiang.web.accounts.errors.not_found"
handler500 = "wuxiang.web.accounts.errors.server_error"
