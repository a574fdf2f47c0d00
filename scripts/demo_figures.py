"""
Measure Demokommunen against the published figures it is meant to resemble: `.venv/bin/python scripts/demo_figures.py`.

Reads the demo that `make demo` has built (FRAMSTEG_VAR tells where) and prints one row per calendar year. What the
figures are compared with stands in docs/explanation/demokommunen.md.
"""

import os
from collections import Counter, defaultdict
from decimal import Decimal

import django

LONG_TERM = 10  # months of a calendar year, Socialstyrelsen's measure


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "framsteg.config.settings_demo"
    django.setup()
    from framsteg.apps.payments.queries import payment_rows
    from framsteg.apps.people.enums import MemberRole
    from framsteg.apps.people.models import Membership

    months: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    kronor: Counter[int] = Counter()
    for row in payment_rows():
        months[row.month.year][row.household].add(row.month.month)
        kronor[row.month.year] += row.amount
    everyone = Membership.objects.exclude(role=MemberRole.CHILD).values_list("household", flat=True)
    adults = Counter(everyone)

    print(
        "year  months households household-months months/household kr/household-month kr/household long-term adults %"
    )
    for year, by_household in sorted(months.items()):
        covered = len(set().union(*by_household.values()))
        total = sum(map(len, by_household.values()))
        long_term = sum(adults[key] for key, had in by_household.items() if len(had) >= LONG_TERM)
        share = Decimal(100 * long_term) / sum(adults[key] for key in by_household)
        print(
            f"{year}  {covered:>6} {len(by_household):>10} {total:>16} {total / len(by_household):>16.2f}"
            f" {kronor[year] / total:>18.0f} {kronor[year] / len(by_household):>12.0f} {share:>18.1f}"
        )


if __name__ == "__main__":
    main()
