from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "framsteg.apps.decisions"
    label = "decisions"
