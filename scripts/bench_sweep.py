"""
Measure the nightly sweep on PostgreSQL: seconds and memory for 1 000, 10 000 and 20 000 journeys.

Each size has a database and a process of its own. The journeys are invented: as in a running kommun most of them are in
the middle, with up to twenty events each; one in ten has a clock that stands still, and some are late. The first
sweep writes every row and every notice, the next night's finds nearly everything told. Runs alone too.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from postgres import NoPostgres, throw_away

SIZES = (1_000, 10_000, 20_000)
BAR = 60.0  # seconds for 20 000 journeys
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
COURSE = (
    *("referral_made", "programme_started", "mapping_done", "plan_signed", "programme_ended", "coach_assigned"),
    *("activity_started", *["follow_up_held"] * 8, "activity_ended", "activity_started", "follow_up_held"),
)


def make(count: int) -> None:
    """Fill the database with journeys, straight into the tables: to make them is not what is measured."""
    from framsteg.apps.identity.models import Unit, User
    from framsteg.apps.pathway.actions._shared import keep_version
    from framsteg.apps.pathway.models import Journey, JourneyEvent, Pause
    from framsteg.apps.people.models import Household, Person
    from framsteg.workingmodel import shipped_model

    draw = random.Random(2026)
    unit = Unit.objects.create(kind="assistance", name="Enheten")
    staff = User.objects.bulk_create(User(username=f"s{n}", role="caseworker", unit=unit) for n in range(count // 50))
    version = keep_version(shipped_model("trollhattan"), AT)
    numbers = [f"19{n:010d}" for n in range(count)]
    persons = Person.objects.bulk_create(
        Person(personal_number=number, given_name="A", family_name="B", born="1990-01-01", sex="woman")
        for number in numbers
    )
    households = Household.objects.bulk_create(
        Household(number=f"2026-{n:05d}", opened_at=AT, unit=unit, caseworker=draw.choice(staff)) for n in range(count)
    )
    opened = [AT - timedelta(hours=draw.randrange(24, 9000)) for _ in range(count)]
    journeys = Journey.objects.bulk_create(
        Journey(household=h, person=p, model_version=version, opened_at=at, opened_by=staff[0])
        for h, p, at in zip(households, persons, opened, strict=True)
    )
    events, pauses = [], []
    for journey in journeys:
        moment = journey.opened_at
        for kind in ("application_received", *COURSE):
            events.append(JourneyEvent(journey=journey, kind=kind, at=moment, noted_by=staff[0]))
            moment += timedelta(hours=draw.randrange(1, 700))
            if moment > AT:
                break
        if draw.random() < 0.1:
            since = journey.opened_at + timedelta(hours=10)
            pauses.append(Pause(journey=journey, reason="x", since=since, noted_at=since, noted_by=staff[0]))
    JourneyEvent.objects.bulk_create(events, batch_size=5_000)
    Pause.objects.bulk_create(pauses, batch_size=5_000)


def measure(count: int) -> dict[str, float]:
    """Return seconds of the first sweep and of the next night's, and MB of memory that they added."""
    import django

    django.setup()
    from django.core.management import call_command

    from framsteg.apps.reminders.actions import sweep

    if os.fork() == 0:  # in a child, so that what it takes to make the journeys is not counted as the sweep's
        call_command("migrate", verbosity=0)
        make(count)
        os._exit(0)
    if os.wait()[1]:
        raise SystemExit("the journeys could not be made")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, processor = time.perf_counter(), time.process_time()
    first = sweep(at=AT)
    between = time.perf_counter()
    sweep(at=AT + timedelta(days=1))
    return {
        "first_s": between - start,
        "next_s": time.perf_counter() - between,
        "processor_s": time.process_time() - processor,
        "memory_mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "written": first.counts["changed"],
        "notices": first.counts["notices"],
    }


def run_size(count: int) -> dict[str, float]:
    """Measure a size in a process of its own, on a PostgreSQL of its own."""
    with throw_away() as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "framsteg.config.settings",
            "SECRET_KEY": "only-to-measure",
        }
        command = [sys.executable, __file__, "--size", str(count)]
        answer = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout.splitlines()[-1])


def section() -> str:
    """Return the part of docs/reference/performance.md about the sweep; says so where there is no PostgreSQL."""
    heading = ["## The nightly sweep", ""]
    try:
        results = {size: run_size(size) for size in SIZES}
    except NoPostgres as missing:
        return "\n".join([*heading, f"Not measured: {missing}.", ""])
    last, first = results[SIZES[-1]], results[SIZES[0]]
    growth = SIZES[-1] / SIZES[0]
    rows = [
        f"| {size:,} | {r['first_s']:.1f} | {r['next_s']:.1f} | {r['processor_s']:.1f} | {r['memory_mb']:.0f} "
        f"| {r['written']:,.0f} | {r['notices']:,.0f} |".replace(",", " ")
        for size, r in results.items()
    ]
    return "\n".join(
        [
            *heading,
            f"`framsteg sweep` on PostgreSQL, one run, invented journeys. Bar: {SIZES[-1]:,} journeys within "
            f"{BAR:.0f} s.".replace(",", " "),
            "The first sweep writes every deadline and every notice; the next night's finds them told. Memory is what",
            "the two sweeps added; processor seconds are ours, without PostgreSQL's and without waiting for others.",
            "",
            "| Journeys | First, s | Next night, s | Processor, both, s | Memory, MB | Deadlines written | Notices |",
            "|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"×{growth:.0f} journeys take ×{last['first_s'] / first['first_s']:.1f} the time and "
            f"{last['memory_mb'] - first['memory_mb']:.0f} MB more. {verdict(last['first_s'])}",
            "",
        ]
    )


def verdict(seconds: float) -> str:
    return "The bar is met." if seconds <= BAR else "**The bar is not met.**"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, help="measure one size in this process, on DATABASE_URL")
    given = parser.parse_args()
    print(json.dumps(measure(given.size)) if given.size else section())
