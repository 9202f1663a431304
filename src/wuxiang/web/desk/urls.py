"""The address of the start page."""

from django.urls import path

from wuxiang.web.desk import views

urlpatterns = [path("", views.home, name="home")]
