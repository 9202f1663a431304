"""Addresses of imports."""

from django.urls import path

from wuxiang.web.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:number>/", views.one_import, name="import"),
    path("<int:number>/remarks/", views.remarks, name="remarks"),
    path("<int:number>/workbook/", views.workbook, name="workbook"),
    path("<int:number>/correct/", views.correct, name="correct-import"),
    path("<int:number>/confirm/", views.confirm, name="confirm-import"),
    path("<int:number>/cancel/", views.give_up, name="cancel-import"),
    path("<int:number>/undo/", views.take_back, name="undo-import"),
]
