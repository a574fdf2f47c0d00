from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "framsteg.apps.recovery"
    label = "recovery"
