from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "framsteg.apps.partners"
    label = "partners"
