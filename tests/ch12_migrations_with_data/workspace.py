"""The chapter's migrations, to a copy of which a test may add, and Alembic on them."""

import shutil
from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from tests.schema import Schema, describe

# Where a user lives at revision 0002; '' stands for nobody knows.
CITIES = {
    1: "10115 Berlin",
    2: "",
    3: "80331 München",
    4: "80331 Munchen",
    5: "61348 Bad Homburg vor der Höhe",
    6: "20095 🏙 Hafen",
    7: "01067 " + "ä" * 100,
}
ADDRESSES = {
    1: ("10115", "Berlin"),
    2: ("", ""),
    3: ("80331", "München"),
    4: ("80331", "Munchen"),
    5: ("61348", "Bad Homburg vor der Höhe"),
    6: ("20095", "🏙 Hafen"),
    7: ("01067", "ä" * 100),
}
INSERT = text(
    "INSERT INTO users (id, username, email, city) VALUES (:id, :name, :address, :city)"
)
REVISION = '''\
"""A revision of a test."""

import sqlalchemy as sa
from alembic import context, op

revision = "{revision}"
down_revision = "{down_revision}"


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


class Workspace:
    """Alembic in this process, on the engine that the application's module has."""

    def __init__(self, package: Path, folder: Path, engine: Engine) -> None:
        self.engine = engine
        self.migrations = package / "migrations"
        self.copy = folder / "migrations"
        self.written = StringIO()
        self.config = Config(output_buffer=self.written)
        self.config.set_main_option("script_location", str(self.migrations))
        self.config.set_main_option("path_separator", "os")

    def versions(self) -> Path:
        """Return the folder of a copy of the revisions, which a test may change."""
        if self.migrations != self.copy:
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(self.migrations, self.copy, ignore=ignore)
            self.migrations = self.copy
            self.config.set_main_option("script_location", str(self.copy))
        return self.copy / "versions"

    def upgrade(self, revision: str = "head", *, sql: bool = False) -> None:
        command.upgrade(self.config, revision, sql=sql)

    def downgrade(self, revision: str) -> None:
        command.downgrade(self.config, revision)

    def check(self) -> None:
        command.check(self.config)

    def heads(self) -> list[str]:
        return ScriptDirectory.from_config(self.config).get_heads()

    def keep_up_to(self, last: str) -> None:
        """Delete the revisions that the code of an earlier release does not have."""
        for file in self.versions().glob("*.py"):
            if file.name[:4] > last:
                file.unlink()

    def write(
        self, name: str, after: str, *upgrade: str, downgrade: str = "pass"
    ) -> None:
        """Write the revision `name`, whose upgrade has these statements."""
        text = REVISION.format(
            revision=name,
            down_revision=after,
            upgrade="\n    ".join(upgrade),
            downgrade=downgrade,
        )
        (self.versions() / f"{name}_of_a_test.py").write_text(text)

    def revision(self) -> str:
        found = self.rows("SELECT version_num FROM alembic_version")
        return ",".join(str(row[0]) for row in found)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement, commit, and return its rows."""
        with self.engine.begin() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    def upgrade_and_insert_cities(self) -> None:
        """Let users live in cities at revision 0002, where chapter 11 has ended."""
        self.upgrade("0002")
        with self.engine.begin() as connection:
            for number, city in CITIES.items():
                insert_city(connection, number, city)

    def columns(self) -> list[str]:
        return [column["name"] for column in inspect(self.engine).get_columns("users")]

    def addresses(self) -> dict[object, tuple[object, ...]]:
        found = self.rows("SELECT id, postcode, town FROM users")
        return {row[0]: row[1:] for row in found}

    def cities(self) -> dict[object, object]:
        return {row[0]: row[1] for row in self.rows("SELECT id, city FROM users")}

    def schema(self) -> Schema:
        with self.engine.connect() as connection:
            return describe(connection)


def insert_city(connection: Connection, number: int, city: str) -> None:
    values = {
        "id": number,
        "name": f"user_{number}",
        "address": f"user_{number}@example.com",
        "city": city,
    }
    connection.execute(INSERT, values)
