"""A working model (arbetsmodell) as data: the shape of the YAML file, published as JSON Schema in `schema.json`."""

import json
from typing import Self

from pydantic import model_validator

from . import references
from .elements import Elements


class WorkingModel(Elements):
    """En kommuns arbetsmodell."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        references.require_sound(self)
        return self


def json_schema() -> str:
    """Return the JSON Schema of a model file, as `schema.json` holds it."""
    schema = json.dumps(WorkingModel.model_json_schema(), ensure_ascii=False, indent=2)
    # The word okänd is also a text: with oneOf it would match twice and be refused by a validator.
    return schema.replace('"oneOf"', '"anyOf"') + "\n"
