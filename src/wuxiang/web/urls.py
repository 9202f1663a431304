"""All addresses of the office; each app lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wuxiang.web.desk.urls")),
    path("", include("wuxiang.web.accounts.urls")),
    path("jobs/", include("wuxiang.web.jobs.urls")),
    path("journal/", include("wuxiang.web.audit.urls")),
]
handler403 = "wuxiang.web.accounts.errors.forbidden"
handler404 = "wuxiang.web.accounts.errors.not_found"
handler500 = "wuxiang.web.accounts.errors.server_error"
