"""What every table must say of itself, and what every migration must be called."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from tests.repo.files import sources

from framsteg.apps.audit.models import Event, LogReview
from framsteg.apps.core.policy import NOT_PERSONAL, RETENTIONS

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("framsteg.")),
    key=lambda model: model._meta.label,
)


def label(model):
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_says_what_is_personal_and_how_long_it_is_kept(model):
    assert "DataPolicy" in vars(model), "declare class DataPolicy with personal and retention"
    policy = model.DataPolicy

    assert policy.retention in RETENTIONS
    assert set(policy.personal) <= {field.name for field in model._meta.get_fields()}, "names a field that is not there"
    if policy.retention == NOT_PERSONAL:
        assert not policy.personal, "personal data cannot be kept without an end"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_whoever_and_whenever_come_in_pairs(model):
    """Where a row has both ``x_at`` and ``x_by``, both may be empty or neither; a constraint holds them together."""
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
    for name, at in fields.items():
        by = fields.get(name.removesuffix("_at") + "_by")
        if not name.endswith("_at") or by is None or isinstance(by, models.CharField):
            continue
        assert at.null == by.null, f"{name} and {by.name}: one may be empty and the other not"
        if at.null:
            held = [str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints]
            assert any(f"'{name}" in text and f"'{by.name}" in text for text in held), (
                f"no constraint pairs {name}, {by.name}"
            )


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_constraint_has_a_sentence_for_the_user(model):
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert not silent, "say it with violation_error_message"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_no_model_orders_itself(model):
    """A hidden order costs in every query and is missed where it is not wanted; the query says how it sorts."""
    assert not model._meta.ordering


@pytest.mark.parametrize("model", [Event, LogReview], ids=label)
def test_the_log_is_bound_to_nothing(model):
    assert not [field.name for field in model._meta.get_fields() if field.is_relation]


def test_models_and_migrations_agree(db):
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_migrations_have_names():
    unnamed = [
        path.name
        for path in sources("apps/*/migrations/*.py")
        if re.search(r"^\d+_(auto|alter_\w+_and_more)", path.name)
    ]
    assert not unnamed, "name it for what it does: makemigrations -n …"
