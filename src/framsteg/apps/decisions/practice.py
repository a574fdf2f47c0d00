"""
What the kommun has chosen where the law gives no number. Each value says where it comes from.

The dates in force will matter when a kommun changes its practice; until then one value each.
"""

from datetime import date, timedelta

from framsteg.workingmodel.clock import swedish_holidays

REPLY_DAYS = 14
"""Days to answer a hearing. FL 25 § says «inom en bestämd tid»; fourteen days is our default, not a source's."""

DECISION_DAYS = 14
"""Days from application to decision: Herrljunga, two weeks after a complete application (PROC-04, confidence B)."""

APPEAL_WEEKS = 3
"""Weeks to appeal from the day the person got the decision (FL 44 §; PROC-08, confidence A)."""


def last_day_to_appeal(received_on: date) -> date:
    """
    Return the last day on which an appeal is in time.

    A last day on a Saturday, Sunday, red day or midsommar-, jul- or nyårsafton moves to the next weekday (lag 1930:173,
    2 §; general knowledge, confidence K).
    """
    day = received_on + timedelta(weeks=APPEAL_WEEKS)
    while day.weekday() >= 5 or day in swedish_holidays():
        day += timedelta(days=1)
    return day
