"""Jobbstimulans for every household at once: see ``rules/job_incentive.py`` for the rules in words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.tables import Places, Tables
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import JobIncentive


def left_out(tables: Tables, month: Month, grain: Grain, rule: JobIncentive | None, wages: Ints) -> Ints:
    """
    Return the part of the adults' wages that is left out, in parts (JOB-01 to JOB-06).

    ``wages`` are the adults' wages of the month before, in öre for each household.
    """
    amount = np.zeros(len(tables.ids), np.int64)
    if rule is None:
        return amount
    working = np.flatnonzero(wages > 0)
    open_window = working[_window_covers(tables, month, rule, working)]
    share = Fraction(rule.share)
    amount[open_window] = wages[open_window] * (grain.person // share.denominator * share.numerator)
    return amount


def _window_covers(tables: Tables, month: Month, rule: JobIncentive, households: Places) -> NDArray[np.bool_]:
    """Say for each of the households whether a window covers the month, walking its history month by month."""
    history, now = tables.history, texts.number(month)
    asked, row_of = np.zeros(len(tables.ids), bool), np.empty(len(tables.ids), np.intp)
    asked[households], row_of[households] = True, np.arange(len(households))
    rows = np.flatnonzero(asked[history["household"]])
    row, months = row_of[history["household"][rows]], texts.months(tables, "history", rows)
    first = int(months.min(initial=now))
    received = np.zeros((now - first + 1, len(households)), bool)  # by month; the last is for what is not earlier
    received.ravel()[(np.minimum(months, now) - first) * len(households) + row] = True
    in_a_row = np.zeros(len(households), np.int64)
    ends = np.zeros(len(households), np.int64)  # the first month after the window
    for number, has in enumerate(received[:-1], start=first):
        in_a_row = (in_a_row + 1) * (has & (number >= ends))
        opens = np.flatnonzero(in_a_row == rule.qualifying_months)
        ends[opens] = number + 1 + rule.window_months
        in_a_row[opens] = 0
    return now < ends
