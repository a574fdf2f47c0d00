"""
How accounts come to be: never by themselves. The system manager adds staff; the identity provider only recognises them.

This is where allauth calls us, so that sign-ins reach the log without signals. Here, as in a view, the clock is read.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.identity import actions, queries


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up; every sign-in, sign-out and failure is logged."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        way = "provider" if "sociallogin" in (how.get("signal_kwargs") or {}) else "password"
        actions.note_sign_in(by=user, at=timezone.now(), way=way)
        response: HttpResponse = super().post_login(request, user, **how)
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            actions.note_sign_out(by=request.user, at=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        username = credentials.get("username", "")
        actions.note_failed_sign_in(username=username, by=None, at=timezone.now(), way="password")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **more: Any
    ) -> None:
        """Say nothing about signing in and out: the page that follows shows it."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **more)


class KommunAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in through the kommun's identity provider, for accounts that the system manager has already added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """
        Connect the provider's person with the account of the same user name, the first time.

        From then on the provider's own key (``sub``) decides, and an account keeps its first one: a user name that the
        kommun gives to somebody new does not open the former owner's account. E-mail addresses decide nothing.
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _refuse(request, username="")
        if sociallogin.is_existing:
            return
        username = _username(sociallogin)
        account = queries.account_of_provider(username)
        if account is None or SocialAccount.objects.filter(user=account).exists():
            _refuse(request, username=username)
        sociallogin.connect(request, account)


def _username(sociallogin: Any) -> str:
    """Return the claim ``preferred_username``; a provider without it must send the user name as ``sub``."""
    claims = sociallogin.account.extra_data
    claims = claims.get("userinfo") or claims.get("id_token") or claims
    return str(claims.get("preferred_username") or claims.get("sub") or "")


def _refuse(request: HttpRequest, *, username: str) -> None:
    actions.note_failed_sign_in(username=username, by=None, at=timezone.now(), way="provider")
    reason = _(
        "Kommunens inloggning känner dig, men det finns inget konto åt dig i Framsteg. "
        "Be systemförvaltaren lägga upp eller öppna ditt konto."
    )
    raise ImmediateHttpResponse(render(request, "403.html", {"reason": reason}, status=403))
