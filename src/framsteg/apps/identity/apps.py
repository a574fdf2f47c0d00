from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "framsteg.apps.identity"
    label = "identity"
