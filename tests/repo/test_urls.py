"""
Every address is tried as a stranger and as each role, with a real household's keys.

``ACCESS`` is the whole answer to «who may open what». A new address fails here until it stands in the table.
"""

import copy

import pytest
from django.db import transaction
from django.urls import reverse
from tests.repo.world import NOW, addresses, make_world

from framsteg.apps.identity.enums import Role

C, M, K, J, A, E, G, S = (
    Role.CASEWORKER,
    Role.MANAGER,
    Role.CONSULTANT,
    Role.JOB_COACH,
    Role.EMPLOYMENT_OFFICER,
    Role.ECONOMIST,
    Role.LOG_REVIEWER,
    Role.SYSTEM_MANAGER,
)
NOBODY, ALL = set(), set(Role)
MONEY = {C, M}  # the law and the money of a household
PATHWAY = {C, M, K, J}  # the kommun's own work with the pathway
TEAM = PATHWAY | {A}  # and the employment officer, as far as consents reach

ACCESS = {
    # signing in, and one's own account
    "account_login": ALL,
    "account_logout": ALL,
    "account_inactive": ALL,
    "account_reauthenticate": ALL,
    "account_change_password": ALL,
    "account_signup": NOBODY,
    "account_set_password": NOBODY,
    "mfa_index": ALL,
    "mfa_authenticate": ALL,
    "mfa_reauthenticate": ALL,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": NOBODY,  # nobody here has turned a one-time code on
    "mfa_view_recovery_codes": NOBODY,  # the same
    "mfa_generate_recovery_codes": ALL,
    "mfa_download_recovery_codes": NOBODY,  # the same
    "demo_sign_in": NOBODY,  # the demo's settings only
    "set_language": ALL,
    # accounts and log
    "identity:staff": {S},
    "identity:add_staff": {S},
    "identity:units": {S},
    "identity:change_staff": {S},
    "identity:set_password": {S},
    "identity:remove_second_factor": {S},
    "identity:deactivate_staff": {S},
    "identity:reactivate_staff": {S},
    "audit:log": {G},
    "audit:review": {G},
    # cross-room pages
    "workbench:home": ALL,
    "workbench:desk": TEAM,
    "workbench:queue": MONEY,
    "workbench:take": MONEY,
    "workbench:search": ALL,  # finds only households whose file the unit may open
    "workbench:register": MONEY,
    "workbench:draft": NOBODY,  # somebody else's draft
    "workbench:correct": MONEY,
    "workbench:new_household": MONEY,
    "workbench:household": TEAM,
    "workbench:manager": {M},
    "workbench:missed": {M},
    "workbench:behind": {M},
    # a household's persons, consents and applications
    "people:members": MONEY,
    "people:add_member": MONEY,
    "people:end_membership": MONEY,
    "people:set_protection": MONEY,
    "partners:consents": PATHWAY,
    "partners:withdraw": PATHWAY,
    "applications:list": MONEY,
    "applications:application": MONEY,
    "applications:ask_for_paper": MONEY,
    "applications:check": NOBODY,  # of a row that the application does not have
    "applications:receive_paper": MONEY,
    "applications:paper_file": MONEY,
    # the pathway
    "pathway:models": TEAM,
    "pathway:keep_model": {M},
    "pathway:model": TEAM,
    "pathway:model_file": TEAM,
    "pathway:compare_model": TEAM,
    "pathway:try_model": {M},
    "pathway:move_journeys": {M},
    "pathway:adopt_model": {M},
    "pathway:week": TEAM,
    "pathway:day": TEAM,
    "pathway:note_day": PATHWAY,
    "pathway:catalogue": TEAM,
    "pathway:add_offer": {M, K},
    "pathway:import_offers": {M, K},
    "pathway:offer": TEAM,
    "pathway:change_offer": {M, K},
    "pathway:close_offer": {M, K},
    "pathway:add_seats": {M, K},
    "pathway:withdraw_seat": {M, K},
    "pathway:add_session": {M, K},
    "pathway:remove_session": {M, K},
    "pathway:make_cohort": {M, K},
    "pathway:choose": PATHWAY,
    "pathway:begin": PATHWAY,
    "pathway:join_waiting": PATHWAY,
    "pathway:leave_waiting": PATHWAY,
    "pathway:join_cohort": PATHWAY,
    "pathway:attendance_of": TEAM,
    "pathway:report_absence": PATHWAY,
    "pathway:send_evidence": PATHWAY,
    "pathway:receive_evidence": MONEY,  # a caseworker's, not the sender's
    "pathway:attendance": PATHWAY,
    "pathway:household": TEAM,
    "reminders:handle": {C},  # told to her
    "reminders:sweeps": {M, S},
    "pathway:journey": TEAM,
    "pathway:board": PATHWAY,
    "pathway:caseload": {M},
    "pathway:caseworker": MONEY,
    "pathway:clocks": TEAM,
    "pathway:pause_clock": PATHWAY,
    "pathway:pause_clocks": PATHWAY,
    "pathway:resume_clock": PATHWAY,
    "pathway:breach": PATHWAY,
    "pathway:refer": PATHWAY,
    "pathway:start": PATHWAY,
    "pathway:end": PATHWAY,
    "pathway:consultant": PATHWAY,
    "pathway:coach": PATHWAY,
    "pathway:activity": PATHWAY,
    "pathway:end_activity": PATHWAY,
    "pathway:book": PATHWAY,
    "pathway:hold": PATHWAY,
    "pathway:exit": PATHWAY,
    "pathway:resume": PATHWAY,
    "pathway:aftercare": PATHWAY,
    "pathway:move_aftercare": PATHWAY,
    "pathway:meeting": PATHWAY,
    "pathway:mapping": PATHWAY,
    "pathway:measurements": TEAM,
    "pathway:measure": PATHWAY,
    "pathway:instruments": {M},
    "pathway:keep_instrument": {M},
    "pathway:keep_shipped_instrument": {M},
    "pathway:retire_instrument": {M},
    "pathway:reuse_instrument": {M},
    "pathway:plan": TEAM,
    "pathway:plan_version": TEAM,
    "pathway:plan_paper": TEAM,
    "pathway:plan_pdf": TEAM,
    "pathway:compare_plans": TEAM,
    "pathway:draft_plan": PATHWAY,
    "pathway:goal": PATHWAY,
    "pathway:line": PATHWAY,
    "pathway:change_line": PATHWAY,
    "pathway:remove_line": PATHWAY,
    "pathway:finish_line": PATHWAY,
    "pathway:sign": TEAM,
    "pathway:complete": PATHWAY,
    "pathway:revise": PATHWAY,
    # law and money
    "decisions:list": MONEY,
    "decisions:calculation": MONEY,
    "decisions:calculate": MONEY,
    "decisions:override": MONEY,
    "decisions:assess_income": MONEY,
    "decisions:assess_asset": MONEY,
    "decisions:adjust_norm": MONEY,
    "decisions:withdraw_adjustment": MONEY,
    "decisions:calculation_trace": MONEY,
    "decisions:send_injunction": MONEY,
    "decisions:note_mended": MONEY,
    "decisions:hear_before_dismissal": MONEY,
    "decisions:dismiss": MONEY,
    "decisions:trace": MONEY,
    "decisions:rerun": MONEY,
    "decisions:hear": MONEY,
    "decisions:decide": MONEY,
    "decisions:reply": MONEY,
    "decisions:ask_to_speak": MONEY,
    "decisions:close_oral": MONEY,
    "decisions:request": MONEY,
    "decisions:receive_request": MONEY,
    "decisions:refuse_request": MONEY,
    "decisions:delay_letter": MONEY,
    "decisions:delay_letter_pdf": MONEY,
    "decisions:decision": MONEY,
    "decisions:letter": MONEY,
    "decisions:letter_pdf": MONEY,
    "decisions:receipt": MONEY,
    "decisions:delegations": {S},
    "decisions:announcement": MONEY,
    "decisions:amend": MONEY,
    "decisions:amendment_receipt": MONEY,
    "decisions:amendment_letter": MONEY,
    "decisions:amendment_letter_pdf": MONEY,
    "decisions:receive_appeal": MONEY,
    "decisions:appeal": MONEY,
    "decisions:check_time": MONEY,
    "decisions:dismiss_appeal": MONEY,
    "decisions:reconsider": MONEY,
    "decisions:forward": MONEY,
    "decisions:judgement": MONEY,
    "decisions:withdraw_appeal": MONEY,
    "decisions:pass_on_withdrawal": MONEY,
    "decisions:dismissal_letter": MONEY,
    "decisions:dismissal_letter_pdf": MONEY,
    "decisions:forwarding": MONEY,
    "decisions:forwarding_pdf": MONEY,
    "payments:list": {M, E},
    "payments:make_batch": {M, E},
    "payments:batch": {M, E},
    "payments:attest": {E},
    "payments:export": {E},
    "payments:remove": {M, E},
    "payments:release": MONEY,
    "payments:order": MONEY,
    "payments:order_amendment": MONEY,
    "payments:household": MONEY,
    # late facts and claims to pay back
    "recovery:household": MONEY,
    "recovery:note": MONEY,
    "recovery:open_claim": MONEY,
    "recovery:recalculation": MONEY,
    "recovery:supplement": MONEY,
    "recovery:let_stand": MONEY,
    "recovery:claim": MONEY,
    "recovery:circumstances": MONEY,
    "recovery:hear": MONEY,
    "recovery:reply": MONEY,
    "recovery:decide": MONEY,  # the page tells a caseworker that the manager decides
    "recovery:forgive": MONEY,
    "recovery:repay": MONEY,
    "recovery:sue": MONEY,
    "recovery:brought": MONEY,
    "recovery:close": MONEY,
    "recovery:letter": MONEY,
    "recovery:letter_pdf": MONEY,
}
PUBLIC = {  # what a stranger gets an answer from; everything else leads to the sign-in page
    "account_login",
    "account_logout",  # leads to the start page
    "account_inactive",
    "account_signup",  # 404
    "account_set_password",  # 404
    "mfa_authenticate",  # the second step of signing in; without the first it leads back to it
    "demo_sign_in",  # 404 outside the demo
    "set_language",
}
OPEN = {200, 302, 409, 422}
TAKE = "workbench:take"  # needs to be told whose household it becomes
SHUT = {403, 404, 405}
# May open the page that these forms stand on; an empty form is sent back before the action could refuse it.
EMPTY_FORM = {A: {422}}


@pytest.fixture
def world(db, freeze):
    freeze(NOW)
    return make_world()


def answer(client, cookies, method, address, data=None):
    """Return the status of one request whose changes are taken back, or what was wrong with its page."""
    client.cookies = copy.deepcopy(cookies)
    try:
        with transaction.atomic():
            response = getattr(client, method)(address, data)
            response.close()
            transaction.set_rollback(True)
    except AssertionError as fault:
        return str(fault)
    return response.status_code


def test_every_address_stands_in_the_table(world):
    _users, values = world

    mounted = {name for name, _address in addresses(values)}

    assert mounted - ACCESS.keys() == set(), "say in ACCESS who may open these"
    assert ACCESS.keys() - mounted == set(), "these are in ACCESS and no longer mounted"


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_the_table_says(world, client_for, role):
    users, values = world
    client = client_for(users[role])
    client.raise_request_exception = False
    cookies = copy.deepcopy(client.cookies)

    wrong = []
    for name, address in addresses(values):
        got = answer(client, cookies, "get", address)
        posted = answer(client, cookies, "post", address, {"caseworker": values["staff_id"]} if name == TAKE else None)
        may = role in ACCESS[name]
        is_right = (
            (posted if got == 405 else got) in OPEN if may else {got, posted} <= SHUT | EMPTY_FORM.get(role, set())
        )
        if not is_right or not all(isinstance(status, int) and status < 500 for status in (got, posted)):
            wrong.append(f"{name} {address}: GET {got}, POST {posted}, and {'may' if may else 'may not'} open it")

    assert not wrong, f"{role}:\n" + "\n".join(wrong)


def test_a_stranger_is_shown_the_way_to_sign_in(world, client):
    _users, values = world
    client.raise_request_exception = False
    sign_in = reverse("account_login")

    wrong = []
    for name, address in addresses(values):
        for method in ("get", "post"):
            response = getattr(client, method)(address)
            closed = response.status_code == 302 and response.url.startswith(sign_in)
            if name not in PUBLIC and not closed:
                wrong.append(f"{method.upper()} {address} ({name}): {response.status_code}")
            if response.status_code >= 500:
                wrong.append(f"{method.upper()} {address} ({name}): {response.status_code}")

    assert not wrong, "\n".join(wrong)
