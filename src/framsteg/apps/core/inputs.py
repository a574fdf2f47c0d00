"""Form fields that several rooms use: an amount and a day as people write them."""

from typing import Any

from django import forms


class KronorField(forms.DecimalField):
    """An amount in kronor, written as people do: ``5 500,50``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_digits=10,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2025-03-14."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class DayInput(forms.DateInput):
    """A calendar day in the browser's own picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def text_area(rows: int) -> forms.Textarea:
    """Return a field for text of about so many rows."""
    return forms.Textarea(attrs={"rows": rows})
