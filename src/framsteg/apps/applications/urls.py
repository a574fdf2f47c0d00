"""Addresses of applications and their papers."""

from django.urls import path

from framsteg.apps.applications import views

app_name = "applications"
urlpatterns = [
    path("hushall/<str:number>/ansokningar/", views.household_applications, name="list"),
    path("ansokan/<int:application_id>/", views.application, name="application"),
    path("ansokan/<int:application_id>/begar/", views.ask_for_paper, name="ask_for_paper"),
    path("ansokan/<int:application_id>/kontrollera/", views.check, name="check"),
    path("ansokan/<int:application_id>/handling/", views.receive_paper, name="receive_paper"),
    path("ansokan/handling/<int:paper_id>/", views.paper_file, name="paper_file"),
]
