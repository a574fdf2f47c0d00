"""The staff's cross-room pages."""

from django.urls import path

from framsteg.apps.workbench.views import desk, household, manager

app_name = "workbench"
urlpatterns = [
    path("", desk.home, name="home"),
    path("skrivbord/", desk.my_desk, name="desk"),
    path("ko/", desk.queue, name="queue"),
    path("ko/<str:number>/fordela/", desk.take, name="take"),
    path("sok/", household.search, name="search"),
    path("hushall/<str:number>/", household.household, name="household"),
    path("laget/", manager.manager, name="manager"),
    path("laget/frister/", manager.missed, name="missed"),
    path("laget/<str:figure>/<str:month>/", manager.behind, name="behind"),
]
