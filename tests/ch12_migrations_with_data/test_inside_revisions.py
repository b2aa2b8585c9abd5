"""Each revision, up and down and up again, on a table that has rows."""

import pytest

from .workspace import ADDRESSES, CITIES, Workspace

BEFORE = {"0003": "0002", "0004": "0003", "0005": "0004", "0006": "0005"}


@pytest.mark.parametrize("revision", BEFORE)
def test_a_revision_that_comes_again_ends_the_same(
    workspace: Workspace, revision: str
) -> None:
    before = BEFORE[revision]
    workspace.upgrade_and_insert_cities()
    workspace.upgrade(before)
    schema_before = workspace.schema()
    workspace.upgrade(revision)
    schema = workspace.schema()

    workspace.downgrade(before)

    assert workspace.schema() == schema_before
    assert workspace.cities() == CITIES

    workspace.upgrade(revision)

    assert workspace.schema() == schema
    assert workspace.cities() == CITIES


def test_the_city_is_dropped_and_joined_again_without_a_loss(
    workspace: Workspace,
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.upgrade("0006")
    schema_before = workspace.schema()
    workspace.upgrade("0007")
    schema = workspace.schema()

    workspace.downgrade("0006")

    assert workspace.schema() == schema_before
    assert workspace.cities() == CITIES

    workspace.upgrade("0007")

    assert workspace.schema() == schema
    assert workspace.addresses() == ADDRESSES
    assert "city" not in workspace.columns()


def test_the_split_keeps_each_letter(workspace: Workspace) -> None:
    workspace.upgrade_and_insert_cities()

    workspace.upgrade()

    assert workspace.addresses() == ADDRESSES


def test_the_way_back_to_one_column_keeps_each_letter(workspace: Workspace) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.upgrade()

    workspace.downgrade("0002")

    assert workspace.cities() == CITIES


def test_the_new_columns_are_empty_until_they_are_filled(workspace: Workspace) -> None:
    workspace.upgrade_and_insert_cities()

    workspace.upgrade("0004")

    assert set(workspace.addresses().values()) == {(None, None)}


def test_a_row_that_old_code_has_changed_since_is_filled_again(
    workspace: Workspace,
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.upgrade("0004")
    workspace.rows(  # by release 1, and then the city by release 0
        "UPDATE users SET city = '80331 Munchen', postcode = '80331', town = 'München'"
        " WHERE id = 1"
    )
    workspace.rows(
        "UPDATE users SET city = '', postcode = '10115', town = 'Berlin' WHERE id = 3"
    )

    workspace.upgrade("0005")

    assert workspace.addresses() == ADDRESSES | {1: ("80331", "Munchen"), 3: ("", "")}


def test_after_0006_a_row_without_an_address_has_empty_texts(
    workspace: Workspace,
) -> None:
    workspace.upgrade("0006")

    workspace.rows("INSERT INTO users (username, email) VALUES ('beta', 'b@x.de')")

    found = workspace.rows("SELECT city, postcode, town FROM users")
    assert found == [("", "", "")]


def test_the_models_and_the_last_revision_agree(workspace: Workspace) -> None:
    workspace.upgrade()

    workspace.check()


def test_nothing_is_left_at_base(workspace: Workspace) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.upgrade()

    workspace.downgrade("base")

    assert workspace.schema() == {}
    assert workspace.rows("SELECT * FROM alembic_version") == []


@pytest.mark.databases("postgresql")
def test_no_type_is_left_at_base(workspace: Workspace) -> None:
    workspace.upgrade()

    workspace.downgrade("base")

    types = "SELECT typname FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace"
    own = workspace.rows(f"{types} WHERE nspname = 'public'")
    assert {str(row[0]) for row in own} == {"alembic_version", "_alembic_version"}


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("deleted", ["id = 7", "id > 0"])
@pytest.mark.parametrize("steps", [["head"], ["0006", "0005"]])
def test_an_id_is_not_given_a_second_time_after_a_new_table(
    workspace: Workspace, deleted: str, steps: list[str]
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.rows(f"DELETE FROM users WHERE {deleted}")

    workspace.upgrade(steps[0])
    for step in steps[1:]:
        workspace.downgrade(step)

    workspace.rows("INSERT INTO users (username, email) VALUES ('beta', 'b@x.de')")
    assert workspace.rows("SELECT max(id) FROM users") == [(8,)]


@pytest.mark.parametrize("revision", ["0003", "0004", "0005", "0006", "0007"])
def test_a_revision_can_be_written_as_sql(workspace: Workspace, revision: str) -> None:
    down = f"{int(revision) - 1:04}"
    if revision == "0006" and workspace.engine.dialect.name == "sqlite":
        pytest.skip("SQLite's new table is made from the old one, which must be there")

    workspace.upgrade(f"{down}:{revision}", sql=True)

    sql = workspace.written.getvalue()
    assert f"version_num='{revision}'" in sql
    assert sql.count("UPDATE users") == (revision == "0005")


@pytest.mark.databases("sqlite", "postgresql")
def test_the_written_sql_has_a_transaction_for_each_revision(
    workspace: Workspace,
) -> None:
    workspace.upgrade("0002:0004", sql=True)

    lines = workspace.written.getvalue().splitlines()
    assert [line for line in lines if line in ("BEGIN;", "COMMIT;")] == [
        *("BEGIN;", "COMMIT;"),
        *("BEGIN;", "COMMIT;"),
    ]


def test_the_written_sql_does_the_same(workspace: Workspace) -> None:
    if workspace.engine.dialect.name == "sqlite":
        pytest.skip("SQLite's new table is made from the old one, which must be there")
    workspace.upgrade_and_insert_cities()

    workspace.upgrade("0002:0007", sql=True)
    statements = "\n".join(
        line
        for line in workspace.written.getvalue().splitlines()
        if not line.startswith("--") and line not in ("BEGIN;", "COMMIT;")
    )
    with workspace.engine.begin() as connection:
        for statement in statements.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.strip().removesuffix(";"))

    assert workspace.addresses() == ADDRESSES
    assert workspace.revision() == "0007"
