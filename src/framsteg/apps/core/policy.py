"""
The words with which every model declares what is personal in it and how long it is kept.

A model carries ``class DataPolicy`` with ``personal`` (names of fields with personal data) and ``retention`` (one of
the words below). A test fails for a model without it.
"""

CASE_FILE = "case_file"  # personakt: five years after the last note, then the next calendar year at latest (SoL 16:1)
ACCOUNTING = "accounting"  # räkenskapsinformation: seven years (bokföringslagen 7:2)
AUDIT_LOG = "audit_log"  # who did and read what; kept as long as the file it is about
STAFF = "staff"  # about employees; until the employment ends and nothing in a kept file names them
NOT_PERSONAL = "not_personal"

RETENTIONS = {CASE_FILE, ACCOUNTING, AUDIT_LOG, STAFF, NOT_PERSONAL}
