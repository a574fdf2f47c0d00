"""The forms of registration: what is typed, row by row. They validate and save nothing."""

from framsteg.apps.workbench.forms.correction import Correction
from framsteg.apps.workbench.forms.registration import NewHousehold, Registration, texts_of
from framsteg.apps.workbench.forms.typed import mark_changes

__all__ = ["Correction", "NewHousehold", "Registration", "mark_changes", "texts_of"]
