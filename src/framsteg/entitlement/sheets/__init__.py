"""
A kommun's own cases in a spreadsheet: read, calculated, and given back as a sheet that says which ones agree.

``read_book`` → ``check`` → ``write_report``; ``write_template`` gives an empty book to begin with. The columns
stand in ``columns.py``, and the how-to is ``docs/how-to/prova-egna-fall.md``.
"""

from framsteg.entitlement.sheets.checking import Checked, Comparison, check
from framsteg.entitlement.sheets.reading import BookError, BookFault, SheetCase, read_book
from framsteg.entitlement.sheets.writing import write_report, write_template

__all__ = [
    "BookError",
    "BookFault",
    "Checked",
    "Comparison",
    "SheetCase",
    "check",
    "read_book",
    "write_report",
    "write_template",
]
