"""Addresses of accounts."""

from django.urls import path

from wuxiang.web.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("password/", views.password, name="password"),
    path("settings/", views.settings, name="settings"),
    path("large-type/", views.large_type, name="large-type"),
    path("token/", views.fresh_token, name="token"),
]
