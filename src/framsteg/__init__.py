"""Framsteg takes a household from its application for försörjningsstöd to its own livelihood."""

__version__ = "0.1.0"
