from django.urls import path

from framsteg.apps.reminders import views

app_name = "reminders"
urlpatterns = [
    path("paminnelser/<int:notice_id>/", views.handle, name="handle"),
    path("nattkorning/", views.sweeps, name="sweeps"),
]
