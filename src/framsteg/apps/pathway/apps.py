from django.apps import AppConfig


class PathwayConfig(AppConfig):
    name = "framsteg.apps.pathway"
    label = "pathway"
