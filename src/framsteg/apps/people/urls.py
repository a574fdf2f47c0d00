"""Addresses of a household's persons."""

from django.urls import path

from framsteg.apps.people import views

app_name = "people"
urlpatterns = [
    path("hushall/<str:number>/personer/", views.members, name="members"),
    path("hushall/<str:number>/personer/ny/", views.add_member, name="add_member"),
    path("hushall/<str:number>/personer/<int:person_id>/avsluta/", views.end_membership, name="end_membership"),
    path("hushall/<str:number>/personer/<int:person_id>/skydd/", views.set_protection, name="set_protection"),
]
