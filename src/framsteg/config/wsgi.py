"""The entry point for gunicorn: ``gunicorn framsteg.config.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framsteg.config.settings")
application = get_wsgi_application()
