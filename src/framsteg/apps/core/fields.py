"""Model fields for the legal units: the month and the krona."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from framsteg.entitlement.month import Month

if TYPE_CHECKING:  # the type of the value, written and read; Django's own classes take no parameters at run time
    _MonthText = models.CharField[Month | str, Month]
    _Decimal = models.DecimalField[Decimal | int | str, Decimal]
else:
    _MonthText, _Decimal = models.CharField, models.DecimalField


class MonthField(_MonthText):
    """A calendar month, stored as text ``2025-03``, so that it sorts and reads the same in every database."""

    description = "calendar month"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Month | None:
        return None if value is None else Month.parse(value)

    def to_python(self, value: Any) -> Month | None:
        if value is None or isinstance(value, Month):
            return value
        if isinstance(value, date):
            return Month.of(value)
        try:
            return Month.parse(value)
        except ValueError as error:
            raise ValidationError(str(error))

    def get_prep_value(self, value: Any) -> str | None:
        month = self.to_python(value)
        return None if month is None else str(month)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class MoneyField(_Decimal):
    """An amount in kronor with two decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)
