from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "framsteg.apps.people"
    label = "people"
