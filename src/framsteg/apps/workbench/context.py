"""The main navigation, by role."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates ``nav``: the entries that the signed-in role has use of."""
    return {"nav": []}
