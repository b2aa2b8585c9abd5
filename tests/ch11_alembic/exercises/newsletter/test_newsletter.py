"""The exercise `newsletter`: a revision that Alembic begins and the learner ends."""

import pytest
from alembic import command

from tests.application import Application
from tests.migrated import Migrated

COLUMN, INDEX, RULE = "newsletter", "ix_users_newsletter", "ck_users_newsletter_range"
RULES = {"ck_users_age_range", "ck_users_email_lower", "ck_users_username_lower", RULE}
USERS = "SELECT username, age, newsletter FROM users ORDER BY id"
SET = "UPDATE users SET newsletter = :value WHERE username = 'alpha'"


@pytest.fixture
def before(shop: Migrated) -> str:
    """Make the schema of the chapter, with two users; a third one was deleted."""
    revision = shop.climb(has="city")
    for name in ("alpha", "beta", "gamma"):
        shop.add_user(name)
    shop.sql("UPDATE users SET age = 30 WHERE username = 'alpha'")
    shop.sql("DELETE FROM users WHERE username = 'gamma'")
    return revision


def upgrade(shop: Migrated) -> None:
    shop.upgrade()
    assert COLUMN in shop.columns(), "no revision adds the column newsletter"


@pytest.mark.usefixtures("before")
def test_users_stay_and_get_no_letters_unless_they_want_some(shop: Migrated) -> None:
    upgrade(shop)

    new = shop.add_user("delta")

    assert shop.sql(USERS) == [
        {"username": "alpha", "age": 30, "newsletter": 0},
        {"username": "beta", "age": None, "newsletter": 0},
        {"username": "delta", "age": None, "newsletter": 0},
    ]
    assert new == 4, "the id of a deleted user is given again"


@pytest.mark.usefixtures("before")
def test_the_database_takes_0_to_4(shop: Migrated) -> None:
    upgrade(shop)

    values = (-1, 0, 1, 4, 5, None)
    taken = [value for value in values if not shop.refusal(SET, value=value)]

    assert taken == [0, 1, 4]


@pytest.mark.usefixtures("before")
def test_the_schema_is_what_the_models_say(
    shop: Migrated, application: Application
) -> None:
    upgrade(shop)

    assert shop.checks() == RULES
    assert INDEX in str(shop.schema()["users"]["indexes"])

    assert application.metadata is not None
    users = application.metadata.tables["users"]
    assert COLUMN in users.columns, "models.py has no newsletter"
    assert RULE in {rule.name for rule in users.constraints}
    assert shop.trouble(command.check) == ""


def test_down_leaves_the_schema_as_it_was_and_up_brings_it_back(
    shop: Migrated, before: str
) -> None:
    old = shop.schema()
    upgrade(shop)
    new = shop.schema()

    shop.downgrade(before)

    assert shop.schema() == old
    assert shop.add_user("delta") == 4, "the id of a deleted user is given again"
    upgrade(shop)
    assert shop.schema() == new
    assert len(shop.sql(USERS)) == 3


@pytest.mark.databases("sqlite")
def test_there_are_more_revisions_and_one_head(shop: Migrated, before: str) -> None:
    heads = shop.heads()

    assert len(heads) == 1, heads
    assert heads != [before], "there is no revision after the chapter's"
