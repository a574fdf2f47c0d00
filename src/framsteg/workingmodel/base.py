"""What every part of a model file is made of: names, days, texts, and the sources that each part states."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .unknown import UNKNOWN, OrUnknown

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]
Sources = Annotated[tuple[Text, ...], Field(min_length=1)]
Count = Annotated[int, Field(gt=0)]


class Element(BaseModel):
    """Gemensamt för allt i en arbetsmodell: var uppgiften kommer ifrån."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)

    source: Sources
    """Källor: en nyckel i meta.sources, gärna följd av stället i källan, till exempel ”S1 stycke 5”."""
    note: str = ""
    """Förbehåll eller förklaring, till exempel vad källan inte säger."""


class Named(Element):
    id: Id
    """Kort namn med små bokstäver a–z, siffror och _; används i hänvisningar och ändras inte."""
    label: Text
    """Det som visas för användaren."""


class Figure(Element):
    """En siffra så som källan anger den. Enhet och period står alltid med, så att bara lika jämförs med lika."""

    value: Annotated[Decimal, Field(allow_inf_nan=False)]
    unit: Text
    """Enhet, till exempel miljoner kronor eller hushåll."""
    period: OrUnknown[Text]
    """Tiden som siffran gäller: ett år, en månad, eller ett spann. Månad och år jämförs aldrig med varandra."""
    approximate: bool = False
    """Om källan skriver ungefär."""

    def __str__(self) -> str:
        about = "ungefär " if self.approximate else ""
        period = "okänd period" if self.period is UNKNOWN else self.period
        return f"{period}: {about}{str(self.value).replace('.', ',')} {self.unit}"
