"""Addresses of accounts."""

from django.urls import path

from wuxiang.web.accounts import managing, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("password/", views.password, name="password"),
    path("settings/", views.settings, name="settings"),
    path("large-type/", views.large_type, name="large-type"),
    path("token/", views.fresh_token, name="token"),
    path("users/", managing.users, name="users"),
    path("users/new/", managing.new_user, name="new-user"),
    path("users/<str:username>/", managing.change_user, name="change-user"),
    path("users/<str:username>/reset/", managing.reset_user, name="reset-user"),
]
