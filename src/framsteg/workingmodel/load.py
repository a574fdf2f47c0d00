"""Find and load models: a file of one's own, or one that is shipped with Framsteg."""

from functools import lru_cache
from pathlib import Path

import yaml

from .check import MODELS, find_shipped, parse_model, read_bytes, read_model
from .schema import WorkingModel


def load(path: Path | str) -> WorkingModel:
    """
    Read a model from a file, with what it builds on: a file beside it, or a shipped model.

    :raises ModelFileError: its `faults` name line, field and remedy
    """
    return read_model(path)


@lru_cache(maxsize=1)
def shipped() -> tuple[str, ...]:
    """Return the ids of the models that are shipped with Framsteg, in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in MODELS.iterdir() if file.name.endswith(".yaml")))


@lru_cache(maxsize=64)
def shipped_model(model_id: str) -> WorkingModel:
    """
    Return a shipped model by its id.

    :raises KeyError: no such model is shipped
    """
    return parse_model(_shipped_bytes(model_id), f"{model_id}.yaml", find_shipped)


def shipped_yaml(model_id: str) -> str:
    """
    Return a shipped model as a file that is whole in itself: what a kommun starts its own model from.

    :raises KeyError: no such model is shipped
    """
    return _whole(shipped_model(model_id), _shipped_bytes(model_id))


def whole_yaml(path: Path | str) -> str:
    """
    Return a model file as one that is whole in itself, so that it can be given to another kommun.

    :raises ModelFileError: the file cannot be used
    """
    return _whole(read_model(path), read_bytes(path))


def read_whole(content: bytes, name: str) -> tuple[WorkingModel, str]:
    """
    Return the model in a file's content and the text of a file that is whole in itself; a parent is a shipped model.

    :raises ModelFileError: the content cannot be used; `name` stands in its faults
    """
    model = parse_model(content, name, find_shipped)
    return model, _whole(model, content)


def _shipped_bytes(model_id: str) -> bytes:
    found = find_shipped(model_id) if model_id in shipped() else None
    if found is None:
        raise KeyError(f"Arbetsmodellen ”{model_id}” finns inte. Välj bland {', '.join(shipped())}.")
    return found[1]


def _whole(model: WorkingModel, content: bytes) -> str:
    """A file that stands alone is given as it is written, comments included; one with a parent is written out."""
    if model.meta.parent is None:
        return content.decode("utf-8-sig")
    data = model.model_dump(mode="json", exclude_unset=True)
    parent = data["meta"].pop("parent")
    data["meta"]["inspired_by"] = [*model.meta.inspired_by, parent]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
