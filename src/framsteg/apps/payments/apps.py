from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "framsteg.apps.payments"
    label = "payments"
