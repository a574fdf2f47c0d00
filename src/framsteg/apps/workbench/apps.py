from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "framsteg.apps.workbench"
    label = "workbench"
