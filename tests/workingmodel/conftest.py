from datetime import datetime
from pathlib import Path

import pytest

from framsteg.workingmodel import WorkingModel, load, shipped_model
from framsteg.workingmodel.clock import STOCKHOLM

HERE = Path(__file__).parent


@pytest.fixture
def trollhattan() -> WorkingModel:
    return shipped_model("trollhattan")


@pytest.fixture
def whole() -> WorkingModel:
    """A small model that uses what Trollhättan's sources leave okänd: warnings, intervals, aftercare."""
    return load(HERE / "whole.yaml")


@pytest.fixture
def at():
    """Swedish local time."""

    def swedish_time(*parts: int, fold: int = 0) -> datetime:
        return datetime(*parts, tzinfo=STOCKHOLM, fold=fold)

    return swedish_time
