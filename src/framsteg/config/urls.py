"""All addresses. Each room owns the part under its own word."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from framsteg.apps.identity.urls import account_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include(account_urls)),
    path("personal/", include("framsteg.apps.identity.urls")),
    path("logg/", include("framsteg.apps.audit.urls")),
    path("", include("framsteg.apps.pathway.urls")),
    path("", include("framsteg.apps.people.urls")),
    path("", include("framsteg.apps.partners.urls")),
    path("", include("framsteg.apps.applications.urls")),
    path("beslut/", include("framsteg.apps.decisions.urls")),
    path("utbetalningar/", include("framsteg.apps.payments.urls")),
    path("efterkontroll/", include("framsteg.apps.recovery.urls")),
    path("", include("framsteg.apps.reminders.urls")),
    path("", include("framsteg.apps.workbench.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
]

if settings.DEMO or settings.DEBUG:
    from framsteg.apps.core.gallery import gallery

    urlpatterns.append(path("galleri/", gallery, name="gallery"))
