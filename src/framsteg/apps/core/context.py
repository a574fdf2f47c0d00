"""What every page may show: the kommun and whether this is the demo."""

from django.conf import settings
from django.http import HttpRequest


def kommun(request: HttpRequest) -> dict[str, object]:
    """Give templates ``kommun_name`` and ``is_demo``."""
    return {"kommun_name": settings.KOMMUN_NAME, "is_demo": settings.DEMO}
