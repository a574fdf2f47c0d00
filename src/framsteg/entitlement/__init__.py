"""The right to economic assistance and its amount, month by month, with the reason for each line."""

from framsteg.entitlement.month import Month

__all__ = ["Month"]
