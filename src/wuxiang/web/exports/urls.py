"""Addresses of exports."""

from django.urls import path

from wuxiang.web.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("start/<str:kind>/", views.start, name="start-export"),
    path("<int:number>/file/", views.download, name="export-file"),
    path("<int:number>/changes/", views.changes, name="export-changes"),
]
