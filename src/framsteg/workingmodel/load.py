"""Find and load models: a file of one's own, or one that is shipped with Framsteg."""

from functools import lru_cache
from importlib import resources
from pathlib import Path

from .check import parse_model, read_model
from .schema import WorkingModel

_MODELS = resources.files(__package__) / "models"


def load(path: Path | str) -> WorkingModel:
    """
    Read a model from a file.

    :raises ModelFileError: its `faults` name line, field and remedy
    """
    return read_model(path)


@lru_cache(maxsize=1)
def shipped() -> tuple[str, ...]:
    """Return the ids of the models that are shipped with Framsteg, in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _MODELS.iterdir() if file.name.endswith(".yaml")))


@lru_cache(maxsize=64)
def shipped_model(model_id: str) -> WorkingModel:
    """
    Return a shipped model by its id.

    :raises KeyError: no such model is shipped
    """
    return parse_model(shipped_yaml(model_id).encode(), f"{model_id}.yaml")


def shipped_yaml(model_id: str) -> str:
    """
    Return the file of a shipped model, comments included: what a kommun starts its own model from.

    :raises KeyError: no such model is shipped
    """
    if model_id not in shipped():
        raise KeyError(f"Arbetsmodellen ”{model_id}” finns inte. Välj bland {', '.join(shipped())}.")
    return (_MODELS / f"{model_id}.yaml").read_text(encoding="utf-8")
