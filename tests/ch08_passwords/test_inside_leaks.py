"""A password goes in at every endpoint, and comes out nowhere; needs a look inside."""

import logging
from collections.abc import Iterator

import pytest
from anyio.from_thread import BlockingPortal
from pydantic import BaseModel, ValidationError
from sqlalchemy import URL, Engine, create_engine, event, text

from tests.application import Application
from tests.callers import early_client

from .inside import module
from .leaks import (
    JSON,
    PASSWORD,
    WRONG,
    Heard,
    LogOfAll,
    Operation,
    bad_bodies,
    good_body,
    operations,
)

REGISTER = Operation("POST", "/users", ("username", "email", "password"), JSON)


@pytest.fixture
def engine(
    application: Application, database_url: URL, caplog: pytest.LogCaptureFixture
) -> Iterator[Engine]:
    """Give the test a database that it may break, which logs all SQL and all rows."""
    assert application.metadata is not None
    with caplog.at_level(logging.DEBUG, "sqlalchemy.engine"):
        engine = create_engine(database_url)
        application.make_tables(engine)
        with application.bound_to(engine):
            yield engine
        engine.dispose()


@pytest.fixture
def heard(
    application: Application,
    engine: Engine,  # noqa: ARG001 - binds the application
    portal: BlockingPortal,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Heard]:
    """Listen to answers, errors and the log of everything that has one."""
    client = early_client(application, "ch08")
    client.portal = portal
    heard = Heard(client)
    log = LogOfAll(heard.said)
    logging.getLogger().addHandler(log)
    with caplog.at_level(logging.DEBUG):
        yield heard
    logging.getLogger().removeHandler(log)


class Shop:
    """The endpoints, and a database with one user, who has the password."""

    def __init__(self, application: Application, engine: Engine, heard: Heard) -> None:
        assert application.metadata is not None
        self.tables = application.metadata.sorted_tables
        self.engine = engine
        self.heard = heard
        self.user_id = 0

    def prepare(self, operation: Operation) -> None:
        """Delete all rows, and register the user unless this is what is tried."""
        with self.engine.begin() as connection:
            for table in reversed(self.tables):
                connection.execute(table.delete())
        if (operation.method, operation.path) != ("POST", "/users"):
            self.register()

    def register(self) -> None:
        self.heard.send("POST", "/users", good_body(REGISTER))
        with self.engine.connect() as connection:
            self.user_id = connection.scalar(text("SELECT id FROM users")) or 0

    def send(self, operation: Operation, content: str, kind: str) -> int:
        path = operation.path.format(user_id=self.user_id)
        return self.heard.send(operation.method, path, content, kind)

    def send_good(self, operation: Operation) -> int:
        return self.send(operation, good_body(operation), operation.kind)

    def read_everything(self) -> None:
        with self.engine.connect() as connection:
            for table in self.tables:
                rows = connection.execute(text(f"SELECT * FROM {table.name}")).all()
                self.heard.said.append(repr(rows))


@pytest.fixture
def shop(application: Application, engine: Engine, heard: Heard) -> Shop:
    return Shop(application, engine, heard)


def test_no_endpoint_says_the_password(
    application: Application, shop: Shop, heard: Heard
) -> None:
    for operation in operations(application.app):
        shop.prepare(operation)
        status = shop.send_good(operation)
        assert status < 400 or not operation.passwords
        shop.read_everything()
        for content, kind in bad_bodies(operation):
            status = shop.send(operation, content, kind)
            assert status < 500 or not operation.passwords
        shop.read_everything()

    assert heard.leaks[:1] == []
    assert any("INSERT INTO users" in line for line in heard.said)
    assert any("$argon2id$" in line for line in heard.said)


def test_no_error_of_the_database_says_it(
    application: Application, shop: Shop, heard: Heard
) -> None:
    shop.prepare(REGISTER)
    shop.register()
    with shop.engine.begin() as connection:
        connection.execute(text("CREATE UNIQUE INDEX only_one ON users (is_active)"))
    beta = good_body(REGISTER).replace("alpha", "beta")

    assert heard.send("POST", "/users", beta) == 500

    with shop.engine.begin() as connection:
        connection.execute(text("DROP TABLE users"))
    for operation in operations(application.app):
        assert shop.send_good(operation) == 500 or not operation.passwords

    assert heard.leaks[:1] == []
    assert any("IntegrityError" in line for line in heard.said)


def test_no_answer_that_cannot_be_made_says_it(
    application: Application, shop: Shop, heard: Heard
) -> None:
    user = module(application, "models").User

    def forget_the_name(user: object, *_: object) -> None:
        vars(user)["username"] = None

    event.listen(user, "load", forget_the_name)
    for operation in operations(application.app):
        shop.prepare(operation)
        shop.send_good(operation)
    event.remove(user, "load", forget_the_name)

    assert heard.leaks[:1] == []
    assert any("ResponseValidationError" in line for line in heard.said)


def models_with_passwords(application: Application) -> list[type[BaseModel]]:
    found = vars(module(application, "schemas")).values()
    return [
        model
        for model in found
        if isinstance(model, type)
        and issubclass(model, BaseModel)
        and any("password" in name for name in model.model_fields)
    ]


def test_no_schema_shows_it(application: Application) -> None:
    said: list[str] = []
    found = models_with_passwords(application)
    for model in found:
        operation = Operation("", "", tuple(model.model_fields), JSON)
        filled = model.model_validate_json(good_body(operation))
        said += [repr(filled), str(filled), repr(filled.model_dump())]
        said += [filled.model_dump_json(), repr(vars(filled))]

    assert len(found) >= 2
    assert [text for text in said if PASSWORD in text] == []
    assert any("**********" in text for text in said)


def test_no_message_of_a_schema_shows_it(
    application: Application, heard: Heard
) -> None:
    for model in models_with_passwords(application):
        for name in model.model_fields:
            for wrong in WRONG:
                values = {name: wrong, "password": PASSWORD, "more": PASSWORD}
                with pytest.raises(ValidationError) as caught:
                    model.model_validate(values)
                heard.hear(caught.value)

    assert heard.leaks[:1] == []
    assert any("validation error" in line for line in heard.said)


def test_no_setting_shows_it(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"mysql+pymysql://shop:{PASSWORD}@h/shop")

    settings = module(application, "config").load_settings()

    assert PASSWORD not in f"{settings} {settings!r} {settings.database_url}"


def test_the_engine_itself_hides_what_it_sends(application: Application) -> None:
    assert application.database is not None

    assert application.database.engine.hide_parameters
