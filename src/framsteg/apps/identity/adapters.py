"""How accounts come to be: never by themselves. The system manager adds staff; the identity provider only recognises them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class StaffAccounts(DefaultAccountAdapter):
    """Nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KommunAccounts(DefaultSocialAccountAdapter):
    """Sign-in through the kommun's identity provider, for accounts that the system manager has already added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
