"""What goes wrong with revisions on a table that has rows, in each database's words."""

import pytest
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from .workspace import CITIES, Workspace

ADD_NICK = "op.add_column('users', sa.Column('nick', sa.String(20)))"
FAIL = "op.execute('UPDATE users SET no_such = 1')"
REQUIRED = "op.add_column('users', sa.Column('{}', sa.{}, nullable=False))"

mysql = pytest.mark.databases("mysql")
postgresql = pytest.mark.databases("postgresql")


@pytest.mark.databases("sqlite", "postgresql")
def test_a_revision_that_fails_half_way_leaves_nothing(workspace: Workspace) -> None:
    workspace.keep_up_to("0007")
    workspace.upgrade()
    workspace.write("0008", "0007", ADD_NICK, FAIL)

    with pytest.raises(DBAPIError, match="no_such"):
        workspace.upgrade()

    assert "nick" not in workspace.columns()
    assert workspace.revision() == "0007"

    workspace.write("0008", "0007", ADD_NICK)
    workspace.upgrade()

    assert "nick" in workspace.columns()
    assert workspace.revision() == "0008"


@mysql
def test_on_mysql_a_revision_that_fails_half_way_leaves_its_first_half(
    workspace: Workspace,
) -> None:
    workspace.keep_up_to("0007")
    workspace.upgrade()
    workspace.write("0008", "0007", ADD_NICK, FAIL)

    with pytest.raises(DBAPIError, match="no_such"):
        workspace.upgrade()

    assert "nick" in workspace.columns()
    assert workspace.revision() == "0007"

    workspace.write("0008", "0007", ADD_NICK)
    with pytest.raises(DBAPIError, match="Duplicate column name 'nick'"):
        workspace.upgrade()

    workspace.rows("ALTER TABLE users DROP COLUMN nick")
    workspace.upgrade()

    assert "nick" in workspace.columns()
    assert workspace.revision() == "0008"


def test_of_several_revisions_those_before_the_one_that_fails_stay(
    workspace: Workspace,
) -> None:
    workspace.keep_up_to("0007")
    workspace.upgrade("0004")
    workspace.write("0008", "0007", FAIL)

    with pytest.raises(DBAPIError, match="no_such"):
        workspace.upgrade()

    assert workspace.revision() == "0007"


@pytest.mark.databases("sqlite", "postgresql")
def test_rows_have_no_value_for_a_new_column_that_must_not_be_null(
    workspace: Workspace,
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.keep_up_to("0002")
    workspace.write("0003", "0002", REQUIRED.format("town", "String(100)"))

    words = {
        "sqlite": "Cannot add a NOT NULL column with default value NULL",
        "postgresql": 'column "town" of relation "users" contains null values',
    }
    with pytest.raises(DBAPIError, match=words[workspace.engine.dialect.name]):
        workspace.upgrade()

    assert "town" not in workspace.columns()


@mysql
def test_mysql_fills_a_new_column_that_must_not_be_null_without_a_word(
    workspace: Workspace,
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.keep_up_to("0002")
    workspace.write(
        "0003",
        "0002",
        REQUIRED.format("town", "String(100)"),
        REQUIRED.format("floor", "Integer()"),
    )

    workspace.upgrade()

    found = workspace.rows("SELECT DISTINCT town, floor FROM users")
    assert found == [("", 0)]


def test_a_column_that_is_renamed_keeps_its_values(workspace: Workspace) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.keep_up_to("0002")
    kept = "table_kwargs={'sqlite_autoincrement': True}"
    workspace.write(
        "0003",
        "0002",
        f"with op.batch_alter_table('users', {kept}) as batch:",
        "    batch.alter_column('city', new_column_name='place', nullable=False,",
        "        existing_type=sa.String(106), existing_server_default='')",
    )

    workspace.upgrade()

    found = {row[0]: row[1] for row in workspace.rows("SELECT id, place FROM users")}
    assert found == CITIES
    assert "city" not in workspace.columns()


def test_a_column_that_is_dropped_and_added_loses_its_values(
    workspace: Workspace,
) -> None:
    workspace.upgrade_and_insert_cities()
    workspace.keep_up_to("0002")
    workspace.write(
        "0003",
        "0002",
        "op.add_column('users', sa.Column('place', sa.String(106)))",
        "op.drop_column('users', 'city')",
    )

    workspace.upgrade()

    assert workspace.rows("SELECT DISTINCT place FROM users") == [(None,)]


def test_two_heads_stop_an_upgrade_until_they_are_merged(workspace: Workspace) -> None:
    from alembic import command

    workspace.keep_up_to("0007")
    workspace.upgrade()
    workspace.write(
        "0008", "0007", ADD_NICK, downgrade="op.drop_column('users','nick')"
    )
    workspace.write("0009", "0007", ADD_NICK.replace("nick", "motto"))

    with pytest.raises(CommandError, match="Multiple head revisions are present"):
        workspace.upgrade()

    assert workspace.revision() == "0007"
    assert sorted(workspace.heads()) == ["0008", "0009"]

    command.merge(workspace.config, ["0008", "0009"], "join", rev_id="0010")
    workspace.upgrade()

    assert workspace.heads() == ["0010"]
    assert workspace.revision() == "0010"
    assert {"nick", "motto"} <= set(workspace.columns())


def test_the_chapter_has_one_head(workspace: Workspace) -> None:
    assert len(workspace.heads()) == 1


TYPES = "SELECT typname FROM pg_type WHERE typname LIKE 'plan%'"
LABELS = "SELECT unnest(enum_range(NULL::plan))::text"
ADD_ENUM = (
    "plan = sa.Enum('free', 'gold', name='plan')",
    "plan.create(op.get_bind())",
    "op.add_column('users', sa.Column('plan', plan, server_default='free'))",
)
DROP_ENUM = "op.drop_column('users', 'plan')"
EXTEND = "op.execute(\"ALTER TYPE plan ADD VALUE 'team'\")"
USE = "op.execute(\"UPDATE users SET plan = 'team'\")"
# PostgreSQL has no DROP VALUE: a new type takes the place of the old one.
REMOVE = (
    "op.execute(\"UPDATE users SET plan = 'free' WHERE plan = 'gold'\")",
    "op.execute('ALTER TYPE plan RENAME TO plan_old')",
    "op.execute(\"CREATE TYPE plan AS ENUM ('free', 'team')\")",
    "op.execute('ALTER TABLE users ALTER plan DROP DEFAULT')",
    "op.execute('ALTER TABLE users ALTER plan TYPE plan USING plan::text::plan')",
    "op.execute(\"ALTER TABLE users ALTER plan SET DEFAULT 'free'\")",
    "op.execute('DROP TYPE plan_old')",
)


@pytest.fixture
def with_enum(workspace: Workspace) -> Workspace:
    workspace.upgrade_and_insert_cities()
    workspace.keep_up_to("0002")
    workspace.write("0003", "0002", *ADD_ENUM, downgrade=DROP_ENUM)
    workspace.upgrade()
    return workspace


@postgresql
def test_a_type_that_a_downgrade_has_left_stops_the_next_upgrade(
    with_enum: Workspace,
) -> None:
    with_enum.downgrade("0002")

    with pytest.raises(DBAPIError, match='type "plan" already exists'):
        with_enum.upgrade()

    assert with_enum.rows(TYPES) == [("plan",)]


@postgresql
def test_a_downgrade_that_drops_the_type_can_come_again(with_enum: Workspace) -> None:
    both = f"{DROP_ENUM}; op.execute('DROP TYPE plan')"
    with_enum.write("0003", "0002", *ADD_ENUM, downgrade=both)

    with_enum.downgrade("0002")

    assert with_enum.rows(TYPES) == []

    with_enum.upgrade()

    assert with_enum.rows("SELECT DISTINCT plan::text FROM users") == [("free",)]


@postgresql
def test_a_new_value_cannot_be_used_in_the_transaction_that_adds_it(
    with_enum: Workspace,
) -> None:
    with_enum.write("0004", "0003", EXTEND, USE)

    with pytest.raises(DBAPIError, match='unsafe use of new value "team"'):
        with_enum.upgrade()

    assert with_enum.rows(LABELS) == [("free",), ("gold",)]


@postgresql
def test_a_new_value_that_is_committed_first_can_be_used(with_enum: Workspace) -> None:
    block = "with op.get_context().autocommit_block():"
    with_enum.write("0004", "0003", block, f"    {EXTEND}", USE)

    with_enum.upgrade()

    assert with_enum.rows("SELECT DISTINCT plan::text FROM users") == [("team",)]


@postgresql
def test_a_value_is_removed_by_a_new_type(with_enum: Workspace) -> None:
    with_enum.rows("UPDATE users SET plan = 'gold' WHERE id = 1")
    with_enum.write("0004", "0003", *REMOVE)

    with_enum.upgrade()

    assert with_enum.rows(LABELS) == [("free",), ("team",)]
    assert with_enum.rows(TYPES) == [("plan",)]
    assert with_enum.rows("SELECT DISTINCT plan::text FROM users") == [("free",)]


@pytest.mark.databases("sqlite")
def test_an_error_does_not_say_what_is_in_a_row(workspace: Workspace) -> None:
    workspace.upgrade("0007")
    workspace.keep_up_to("0007")
    secret = "op.get_bind().execute(sa.text('SELECT :x FROM nowhere'), {'x': 'secret'})"
    workspace.write("0008", "0007", secret)

    with pytest.raises(DBAPIError, match="nowhere") as caught:
        workspace.upgrade()

    assert "secret" not in str(caught.value)
