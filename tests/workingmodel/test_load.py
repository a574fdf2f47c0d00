from pathlib import Path

import pytest

from framsteg.workingmodel import load, shipped, shipped_model


def test_a_shipped_model_is_read_once_and_known_by_its_id():
    for model_id in shipped():
        assert shipped_model(model_id).meta.id == model_id
        assert shipped_model(model_id) is shipped_model(model_id)


def test_an_unknown_id_names_those_there_are():
    with pytest.raises(KeyError, match="trollhattan"):
        shipped_model("atlantis")


def test_a_file_of_ones_own_is_loaded_by_its_path():
    assert load(Path(__file__).parent / "whole.yaml").meta.id == "prov"
