"""The month and the krona come out of the database as they went in."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from tests.factories.applications import make_application
from tests.factories.people import make_household

from framsteg.apps.applications.models import Application, Cost
from framsteg.apps.core.fields import MoneyField, MonthField
from framsteg.entitlement.month import Month


class TestMonth:
    @pytest.mark.parametrize("value", ["2025-03", Month(2025, 3), date(2025, 3, 17)])
    def test_is_read_from_text_a_month_or_a_day(self, value):
        assert MonthField().to_python(value) == Month(2025, 3)
        assert MonthField().get_prep_value(value) == "2025-03"

    def test_may_be_empty(self):
        assert MonthField().to_python(None) is None
        assert MonthField().get_prep_value(None) is None
        assert MonthField().from_db_value(None, None, None) is None

    @pytest.mark.parametrize("value", ["mars", "2025-13", "2025"])
    def test_what_is_no_month_is_refused_with_a_sentence(self, value):
        with pytest.raises(ValidationError, match="månad"):
            MonthField().to_python(value)

    def test_its_length_is_its_own_and_not_a_migrations(self):
        _name, path, _args, kwargs = MonthField("månad").deconstruct()

        assert path.endswith("MonthField")
        assert "max_length" not in kwargs

    @pytest.mark.django_db
    def test_is_stored_so_that_the_database_sorts_it_as_time(self):
        household = make_household()
        for month in (Month(2025, 10), Month(2025, 9), Month(2026, 1)):
            make_application(household, month=month)

        assert [row.month for row in Application.objects.order_by("month")] == [
            Month(2025, 9),
            Month(2025, 10),
            Month(2026, 1),
        ]
        assert Application.objects.filter(month__lt=Month(2025, 10)).get().month == Month(2025, 9)
        assert Application._meta.get_field("month").value_to_string(Application(month=Month(2025, 9))) == "2025-09"


class TestMoney:
    def test_has_two_decimals_unless_said_otherwise(self):
        assert (MoneyField().max_digits, MoneyField().decimal_places) == (12, 2)
        assert isinstance(MoneyField(max_digits=8), models.DecimalField)
        assert MoneyField(max_digits=8).max_digits == 8

    @pytest.mark.django_db
    def test_keeps_the_ore(self):
        cost = make_application().costs.get()
        Cost.objects.filter(pk=cost.pk).update(applied=Decimal("5500.55"))

        assert Cost.objects.get(pk=cost.pk).applied == Decimal("5500.55")
