"""A change of the models without a migration is seen, with its table and column.

Each test plants one into a copy of the newest models.
"""

import importlib
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from typing import TypeVar

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    CheckConstraint,
    Column,
    Constraint,
    DateTime,
    DefaultClause,
    Index,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from .description import connect, differences
from .place import Place
from .revisions import HEAD, STEMS, config

C = TypeVar("C", bound=Constraint)
Plant = Callable[[Table], None]


def constraint_of(users: Table, kind: type[C], words: str) -> C:
    """Find the constraint of a kind whose column or condition has these words."""
    (found,) = [
        each
        for each in users.constraints
        if isinstance(each, kind) and words in described(each)
    ]
    return found


def described(constraint: Constraint) -> str:
    if isinstance(constraint, CheckConstraint):
        return str(constraint.sqltext)
    columns = getattr(constraint, "columns", ())
    return " ".join(column.name for column in columns)


def a_longer_name(users: Table) -> None:
    users.c.username.type = String(30)


def an_age_for_everybody(users: Table) -> None:
    users.c.age.nullable = False


def an_address_that_may_be_missing(users: Table) -> None:
    users.c.email.nullable = True


def another_default(users: Table) -> None:
    users.c.token_version.server_default = DefaultClause("2")


def no_default(users: Table) -> None:
    users.c.is_admin.server_default = None


def a_new_column(users: Table) -> None:
    users.append_column(Column("nickname", String(20)))


def a_column_less(users: Table) -> None:
    users.c.hashed_password.system = True  # `create_all` leaves it out


def another_name_of_a_constraint(users: Table) -> None:
    constraint_of(users, UniqueConstraint, "email").name = "one_address"


def a_new_unique_constraint(users: Table) -> None:
    users.append_constraint(UniqueConstraint("age"))


def a_new_index(users: Table) -> None:
    Index("ix_users_age", users.c.age)


def a_new_check(users: Table) -> None:
    users.append_constraint(CheckConstraint("age > 12", name="grown_up"))


def another_check(users: Table) -> None:
    constraint_of(users, CheckConstraint, "age BETWEEN").sqltext = text("age < 130")


def a_moment_without_a_zone(users: Table) -> None:
    users.c.created_at.type = DateTime()


def another_collation(users: Table) -> None:
    users.c.email.type = String(254)


def ids_that_come_again(users: Table) -> None:
    users.dialect_options["sqlite"]["autoincrement"] = False


def copied(plant: Plant | None) -> MetaData:
    """Load the newest models once more, and change their users.

    `to_metadata` would make a copy, too, that has forgotten `ddl_if`.
    """
    models = importlib.import_module(f"chapters.{STEMS[-1]}.models")
    spec = spec_from_file_location(f"{models.__name__}_again", models.__file__)
    assert spec
    assert spec.loader
    again = module_from_spec(spec)
    spec.loader.exec_module(again)
    metadata: MetaData = again.Base.metadata
    if plant:
        plant(metadata.tables["users"])
    return metadata


def subjects(place: Place, plant: Plant | None) -> set[str]:
    """Return what the comparison names."""
    found = differences(place.modelled(copied(plant)), place.migrated(HEAD))
    return {line.split(" (")[0] for line in found}


def test_an_untouched_copy_shows_no_difference(place: Place) -> None:
    assert subjects(place, None) == set()


@pytest.mark.parametrize(
    ("plant", "named"),
    [
        (a_longer_name, "users.username"),
        (an_age_for_everybody, "users.age"),
        (an_address_that_may_be_missing, "users.email"),
        (another_default, "users.token_version"),
        (no_default, "users.is_admin"),
        (a_new_column, "users.nickname"),
        (a_column_less, "users.hashed_password"),
        (another_name_of_a_constraint, "users: unique constraint one_address"),
        (a_new_unique_constraint, "users: unique constraint uq_users_age"),
        (a_new_index, "users: index ix_users_age"),
        (a_new_check, "users: check ck_users_grown_up"),
        (another_check, "users: check ck_users_age_range"),
    ],
)
def test_a_change_is_named(place: Place, plant: Plant, named: str) -> None:
    found = subjects(place, plant)

    assert named in found
    assert all(subject.startswith("users") for subject in found)


@pytest.mark.databases("mysql", "postgresql")
def test_a_moment_without_its_zone_or_microseconds_is_named(place: Place) -> None:
    assert subjects(place, a_moment_without_a_zone) == {"users.created_at"}


@pytest.mark.databases("mysql")
def test_another_collation_is_named(place: Place) -> None:
    assert subjects(place, another_collation) == {"users.email"}


@pytest.mark.databases("sqlite")
def test_ids_that_come_again_are_named(place: Place) -> None:
    assert "users.id" in subjects(place, ids_that_come_again)


def test_the_message_says_what_each_side_has(place: Place) -> None:
    found = differences(place.modelled(copied(a_longer_name)), place.migrated(HEAD))

    (line,) = [line for line in found if "(SQLAlchemy)" in line]
    assert line.startswith("users.username (SQLAlchemy): the models make VARCHAR(30)")
    assert "; the migrations make VARCHAR(20)" in line


def test_autogenerate_does_not_see_another_check(place: Place) -> None:
    with place.empty() as url, connect(url) as connection:
        command.upgrade(config(url), HEAD)
        context = MigrationContext.configure(connection)

        as_ever = compare_metadata(context, copied(None))
        planted = compare_metadata(context, copied(another_check))
        seen = compare_metadata(context, copied(a_new_column))

    assert len(planted) == len(as_ever)
    assert len(seen) == len(as_ever) + 1
