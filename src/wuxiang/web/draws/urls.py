"""Addresses of draws and checks."""

from django.urls import path

from wuxiang.web.draws import views

urlpatterns = [
    path("", views.draws, name="draws"),
    path("bind/", views.bind, name="bind-secret"),
    path("<str:day>/tell/", views.tell, name="tell-secret"),
    path("<str:day>/again/", views.again, name="draw-again"),
    path("checks/", views.checks, name="checks"),
    path("checks/<int:number>/", views.close, name="close-check"),
]
