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
    asked = np.zeros(len(tables.ids), bool)
    asked[households] = True
    rows = np.flatnonzero(asked[history["household"]])
    row, months = np.searchsorted(households, history["household"][rows]), texts.months(tables, "history", rows)
    earlier = months < now
    first = int(months[earlier].min()) if earlier.any() else now
    received = np.zeros((now - first, len(households)), bool)
    received[months[earlier] - first, row[earlier]] = True
    in_a_row = np.zeros(len(households), np.int64)
    ends = np.zeros(len(households), np.int64)  # the first month after the window
    for number, has in enumerate(received, start=first):
        in_a_row = (in_a_row + 1) * (has & (number >= ends))
        opens = np.flatnonzero(in_a_row == rule.qualifying_months)
        ends[opens] = number + 1 + rule.window_months
        in_a_row[opens] = 0
    return now < ends
