"""All addresses. Each room owns the part under its own word."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
]

if settings.DEMO or settings.DEBUG:
    from framsteg.apps.core.gallery import gallery

    urlpatterns.append(path("galleri/", gallery, name="gallery"))
