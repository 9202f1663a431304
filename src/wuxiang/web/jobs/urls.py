"""Addresses of jobs."""

from django.urls import path

from wuxiang.web.jobs import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<int:number>/", views.job, name="job"),
    path("<int:number>/cancel/", views.cancel, name="cancel-job"),
]
