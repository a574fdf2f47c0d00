from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "framsteg.apps.core"
    label = "core"
