"""Fields and widgets that the room's forms share."""

from decimal import Decimal
from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A calendar day in the browser's own picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class KronorField(forms.DecimalField):
    """An amount in kronor, written as people do: ``5 500,50``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"min_value": 0, "max_digits": 10, "decimal_places": 2, "localize": True} | kwargs,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


def without_zeros(amount: Decimal) -> Decimal:
    """Return the amount as a person writes it: without öre when there are none."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})
