"""
Signing in, and the system manager's pages.

Of allauth's addresses only those below exist: nobody signs up, resets a password by e-mail or connects other accounts.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as provider
from django.conf import settings
from django.urls import include, path

from framsteg.apps.identity import views
from framsteg.apps.identity.enums import Role

app_name = "identity"

account_urls = [  # no namespace: allauth asks for these names
    path("login/", account.LoginView.as_view(extra_context={"demo_roles": Role.choices}), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("signup/", views.closed, name="account_signup"),  # asked for by the sign-in page, never open
    path("password/set/", views.closed, name="account_set_password"),  # an account without a password gets none here
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("demo/", views.demo_sign_in, name="demo_sign_in"),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    account_urls += [
        path("3rdparty/login/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
        path("3rdparty/login/error/", provider.login_error, name="socialaccount_login_error"),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]

urlpatterns = [
    path("", views.staff_list, name="staff"),
    path("ny/", views.add_staff, name="add_staff"),
    path("enheter/", views.unit_list, name="units"),
    path("<int:staff_id>/", views.change_staff, name="change_staff"),
    path("<int:staff_id>/losenord/", views.set_password, name="set_password"),
    path("<int:staff_id>/engangskod/", views.remove_second_factor, name="remove_second_factor"),
    path("<int:staff_id>/avsluta/", views.deactivate_staff, name="deactivate_staff"),
    path("<int:staff_id>/oppna/", views.reactivate_staff, name="reactivate_staff"),
]
