"""Addresses of consents."""

from django.urls import path

from framsteg.apps.partners import views

app_name = "partners"
urlpatterns = [
    path("hushall/<str:number>/samtycken/", views.consents, name="consents"),
    path("samtycke/<int:consent_id>/aterkalla/", views.withdraw, name="withdraw"),
]
