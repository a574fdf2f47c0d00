"""Where many journeys of one model stand, at once. Apart from the rest, because NumPy takes time to load."""

from .columns import Columns, columns_of
from .instants import NONE, instant, time_of
from .statuses import STATES, ClockRuns, ManyStatuses, statuses_of_many

__all__ = [
    "NONE",
    "STATES",
    "ClockRuns",
    "Columns",
    "ManyStatuses",
    "columns_of",
    "instant",
    "statuses_of_many",
    "time_of",
]
