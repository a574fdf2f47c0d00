"""The staff's cross-room pages."""

from django.urls import path

from framsteg.apps.workbench.views import correction, desk, household, manager, registration

app_name = "workbench"
urlpatterns = [
    path("", desk.home, name="home"),
    path("skrivbord/", desk.my_desk, name="desk"),
    path("ko/", desk.queue, name="queue"),
    path("ko/<str:number>/fordela/", desk.take, name="take"),
    path("sok/", household.search, name="search"),
    path("ansokan/ny/", registration.register, name="register"),
    path("ansokan/utkast/", registration.draft, name="draft"),
    path("ansokan/<int:application_id>/ratta/", correction.correct, name="correct"),
    path("hushall/nytt/", registration.new_household, name="new_household"),
    path("hushall/<str:number>/", household.household, name="household"),
    path("laget/", manager.manager, name="manager"),
    path("laget/frister/", manager.missed, name="missed"),
    path("laget/<str:figure>/<str:month>/", manager.behind, name="behind"),
]
