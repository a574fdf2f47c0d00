from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "framsteg.apps.audit"
    label = "audit"
