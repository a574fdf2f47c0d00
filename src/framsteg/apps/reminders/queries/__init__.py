"""What has been told to a user, and whether the sweep runs."""

from framsteg.apps.reminders.queries.notices import NoticeRow, notice_for, notices_for
from framsteg.apps.reminders.queries.sweeps import ALARM_AFTER, Pulse, pulse_at, sweep_rows

__all__ = ["ALARM_AFTER", "NoticeRow", "Pulse", "notice_for", "notices_for", "pulse_at", "sweep_rows"]
