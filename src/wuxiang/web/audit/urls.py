"""Addresses of the auditor."""

from django.urls import path

from wuxiang.web.audit import views

urlpatterns = [
    path("", views.journal, name="journal"),
    path("verify/", views.verify, name="verify-journal"),
]
