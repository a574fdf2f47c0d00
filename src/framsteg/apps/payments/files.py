"""
The payment file: a semicolon-separated text file with header, rows and total, the same bytes for the same orders.

No bank's own format: adapters for banks take this file's rows. Amounts are kronor with decimal point, days ISO dates.
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

COLUMNS = ("uppdrag", "arende", "manad", "mottagare", "namn", "konto", "belopp")
FORMULA_STARTS = ("=", "+", "-", "@")  # a spreadsheet would run a cell that starts so


@dataclass(frozen=True)
class Row:
    """One payment of the file; ``amount`` in kronor."""

    order: int
    household: str
    month: str
    payee: str
    name: str
    account: str
    amount: Decimal


def payment_file(*, kommun: str, sequence: int, pay_on: date, rows: Iterable[Row]) -> str:
    """Return the file's text. The last line repeats number and sum, so that a cut file is seen."""
    rows = list(rows)
    total = sum((row.amount for row in rows), Decimal(0))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["FRAMSTEG", "1", kommun, sequence, pay_on.isoformat(), len(rows), f"{total:.2f}"])
    writer.writerow(COLUMNS)
    for row in rows:
        words = (row.household, row.month, row.payee, row.name, row.account)
        writer.writerow([row.order, *map(harmless, words), f"{row.amount:.2f}"])
    writer.writerow(["SUMMA", sequence, len(rows), f"{total:.2f}"])
    return text.getvalue()


def harmless(text: str) -> str:
    """Return text that can neither break a line nor be run by a spreadsheet: no control characters, formulas quoted."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{kept}" if kept.startswith(FORMULA_STARTS) else kept


def checksum(content: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
