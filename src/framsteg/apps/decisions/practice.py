"""
What the kommun has chosen where the law gives no number. Each value says where it comes from.

The dates in force will matter when a kommun changes its practice; until then one value each.
"""

from datetime import date

from framsteg.entitlement import limits
from framsteg.workingmodel.clock import swedish_holidays

REPLY_DAYS = 14
"""Days to answer a hearing. FL 25 § says «inom en bestämd tid»; fourteen days is our default, not a source's."""

APPEAL_DAYS = 7
"""Days to check, reconsider and send on an appeal. FL 46 § says «skyndsamt»; a week is our default, not a source's."""

RECEIPT_DAYS = 14
"""Days after which a decision against the person without a noted receipt is followed up: our default."""

DECISION_DAYS = 14
"""Days from application to decision: Herrljunga, two weeks after a complete application (PROC-04, confidence B)."""


def last_day_for_review(announced_on: date) -> date:
    """Return the last day to ask for laglighetsprövning of assistance by SoL 12 kap. 2 § (PROC-10)."""
    return limits.last_day_for_review(announced_on, swedish_holidays())


def first_day_to_request(opened_on: date) -> date:
    """Return the first day on which the person may ask that the matter be decided (PROC-03; FL 12 §)."""
    return limits.first_day_to_request_decision(opened_on)


def last_day_to_answer_request(came_in_on: date) -> date:
    """Return the last day to decide the matter or refuse the request, moved past closed days (PROC-03; FL 12 §)."""
    return limits.last_day_to_answer_request(came_in_on, swedish_holidays())


def last_day_to_appeal(received_on: date) -> date:
    """Return the last day on which an appeal is in time, moved past days when a Swedish office is closed (PROC-08)."""
    return limits.last_day_to_appeal(received_on, swedish_holidays())
