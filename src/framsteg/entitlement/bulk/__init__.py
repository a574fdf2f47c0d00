"""
The right to assistance for many households at once: tables in, a table out, equal to ``calculate`` for each of them.

Read a folder with ``answers``, write with ``write_answers``; ``compare`` sets two norms against each other.
"""

from framsteg.entitlement.bulk.files import TableError
from framsteg.entitlement.bulk.many import answers
from framsteg.entitlement.bulk.reform import HouseholdType, TypeChange, compare, norm_from
from framsteg.entitlement.bulk.result import Answers
from framsteg.entitlement.bulk.write import Summary, write_answers

__all__ = [
    "Answers",
    "HouseholdType",
    "Summary",
    "TableError",
    "TypeChange",
    "answers",
    "compare",
    "norm_from",
    "write_answers",
]
