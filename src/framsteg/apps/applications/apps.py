from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "framsteg.apps.applications"
    label = "applications"
