"""
The rules of the calculation, one close family per file, named by rule ids (NORM-, COST-, INC-, JOB-, …).

Each rule yields ``Step`` for every line it decides, and ``MissingFact`` for what it would need to know.
"""

from collections.abc import Iterator

from framsteg.entitlement.result import MissingFact, Step

Lines = Iterator[Step | MissingFact]

__all__ = ["Lines"]
