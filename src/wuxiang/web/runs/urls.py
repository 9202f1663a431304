"""Addresses of runs."""

from django.urls import path

from wuxiang.web.runs import views

urlpatterns = [
    path("", views.runs, name="runs"),
    path("start/", views.start, name="start-run"),
    path("<int:number>/", views.one_run, name="run"),
    path("<int:number>/changes/", views.changes, name="run-changes"),
    path("<int:number>/adopt/", views.choose, name="adopt-run"),
]
