"""The right to economic assistance and its amount, month by month, with the reason for each line."""

from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.casefile import CaseFileError, read_case
from framsteg.entitlement.facts import Case
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError
from framsteg.entitlement.result import MissingFact, Outcome, Result, Section, Step

__all__ = [
    "Case",
    "CaseFileError",
    "MissingFact",
    "Month",
    "Outcome",
    "ParameterError",
    "Result",
    "Section",
    "Step",
    "calculate",
    "read_case",
]
