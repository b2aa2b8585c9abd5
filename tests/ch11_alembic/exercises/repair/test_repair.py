"""The exercise `repair`: revisions that nobody has read before they ran."""

import pytest
from alembic import command
from sqlalchemy import inspect, text

from tests.migrated import Migrated

NAMES = "SELECT username, {} AS name FROM users ORDER BY id"
KEPT = [{"username": "alpha", "name": "Al"}, {"username": "beta", "name": None}]
VOUCHER = "INSERT INTO vouchers (code, value) VALUES (:code, :value)"
# How many seconds ago the vouchers were made, by the database's own clock.
AGE = {
    "sqlite": "SELECT strftime('%s', 'now') - strftime('%s', created_at) AS age"
    " FROM vouchers",
    "mysql": "SELECT TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(6)) AS age"
    " FROM vouchers",
    "postgresql": "SELECT extract(epoch FROM now() - created_at) AS age FROM vouchers",
}


@pytest.fixture(autouse=True)
def nicknames(shop: Migrated) -> None:
    """Make the schema of the shop's server, with two users; a third was deleted."""
    shop.upgrade("0003")
    assert "nickname" in shop.columns(), "0003 has changed, and has run elsewhere"
    for name in ("alpha", "beta", "gamma"):
        shop.add_user(name)
    shop.sql("UPDATE users SET nickname = 'Al' WHERE username = 'alpha'")
    shop.sql("DELETE FROM users WHERE username = 'gamma'")


def test_a_nickname_becomes_a_display_name_and_back(shop: Migrated) -> None:
    shop.upgrade()

    assert "nickname" not in shop.columns()
    assert shop.sql(NAMES.format("display_name")) == KEPT

    shop.downgrade("0003")

    assert "display_name" not in shop.columns()
    assert shop.sql(NAMES.format("nickname")) == KEPT


def test_the_column_is_what_it_was(shop: Migrated) -> None:
    def describe(name: str) -> str:
        columns = {c["name"]: c for c in inspect(shop.engine).get_columns("users")}
        return f"{columns[name]['type']!r}, nullable: {columns[name]['nullable']}"

    before = describe("nickname")

    shop.upgrade()

    assert describe("display_name") == before
    assert shop.add_user("delta") == 4, "the id of a deleted user is given again"


def test_a_voucher_is_made_now(shop: Migrated, database: str) -> None:
    shop.upgrade()

    assert shop.refusal(VOUCHER, code="a", value=1) == ""
    with shop.engine.begin() as connection:
        if database == "mysql":
            connection.execute(text("SET time_zone = '+02:00'"))
        connection.execute(text(VOUCHER), {"code": "b", "value": 1})

    ages = [float(str(row["age"])) for row in shop.sql(AGE[database])]
    assert [age for age in ages if abs(age) > 600] == [], "seconds from now"


def test_a_voucher_has_a_value(shop: Migrated) -> None:
    shop.upgrade()

    taken = [n for n in (-5, 0, 1) if not shop.refusal(VOUCHER, code=str(n), value=n)]

    assert taken == [1]
    assert shop.checks("vouchers") == {"ck_vouchers_value_positive"}


def test_down_and_up_again_is_as_if_nothing_had_been(shop: Migrated) -> None:
    old = shop.schema()
    shop.upgrade()
    new = shop.schema()

    shop.downgrade("0003")

    assert shop.schema() == old
    shop.upgrade()
    assert shop.schema() == new
    assert {"display_name"} < shop.columns()
    assert shop.columns("vouchers") == {"code", "value", "created_at"}


def test_the_models_say_what_the_revisions_do(shop: Migrated) -> None:
    assert len(shop.heads()) == 1, shop.heads()
    shop.upgrade()

    trouble = shop.trouble(command.check)

    assert trouble == ""
