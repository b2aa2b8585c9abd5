from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

config = Config(Path(__file__).with_name("alembic.ini"))


def test_the_history_has_one_end() -> None:
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_every_change_of_the_models_has_its_revision(session: Session) -> None:
    config.attributes["connection"] = session.connection()

    command.check(config)
