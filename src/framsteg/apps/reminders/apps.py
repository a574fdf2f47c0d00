from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "framsteg.apps.reminders"
    label = "reminders"
