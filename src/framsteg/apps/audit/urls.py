"""The log reviewer's page."""

from django.urls import path

from framsteg.apps.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("granskning/", views.review, name="review"),
]
