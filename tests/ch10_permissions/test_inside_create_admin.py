"""The first admin comes from the command line: from a person, or from a script."""

import importlib
import io
import runpy
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from sqlalchemy import URL, Connection, create_engine, text

from tests.application import Application
from tests.helpers import Client, Sql

from .people import admins, headers_of, insert_person

ALPHA = ("alpha", "alpha@example.com")
THERE_IS_ONE = "There is an active admin already; --force makes another one."

Run = Callable[..., tuple[int | str | None, str]]


@pytest.fixture
def program(application: Application) -> ModuleType:
    return importlib.import_module(f"chapters.{application.stem}.create_admin")


@pytest.fixture
def run(
    program: ModuleType,
    bind: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run it in this process, with a password from a pipe; return code and output.

    The code is the sentence that the program ends with, if it ends with one.
    """
    monkeypatch.setattr(program, "engine", bind, raising=False)

    def run(
        *words: str, piped: bytes = b"Passw0rd\n", errors: str = "strict"
    ) -> tuple[int | str | None, str]:
        pipe = io.TextIOWrapper(io.BytesIO(piped), "utf-8", errors)
        monkeypatch.setattr(sys, "argv", ["create_admin", *words])
        monkeypatch.setattr(sys, "stdin", pipe)
        code: int | str | None = 0
        try:
            program.main()
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def test_the_first_admin_can_log_in(client: Client, run: Run) -> None:
    code, output = run("Alpha", "Alpha@example.com")

    headers = headers_of(client, "alpha")
    me = client.get("/users/me", headers=headers).json()

    assert (code, output) == (0, f"alpha is an admin, with the id {me['id']}.\n")
    assert (me["username"], me["email"]) == ALPHA
    assert me["is_admin"] is True
    assert client.get("/users", headers=headers).status_code == 200


@pytest.mark.parametrize("piped", [b"Passw0rd", b"Passw0rd\n", b"Passw0rd\r\n"])
def test_a_line_may_end_as_it_likes(client: Client, run: Run, piped: bytes) -> None:
    run(*ALPHA, piped=piped)

    assert headers_of(client, "alpha")


def test_a_second_first_admin_is_refused(sql: Sql, run: Run) -> None:
    insert_person(sql, "boss", is_admin=True)

    assert run(*ALPHA) == (THERE_IS_ONE, "")
    assert admins(sql) == ["boss"]


def test_unless_it_is_forced(sql: Sql, run: Run) -> None:
    insert_person(sql, "boss", is_admin=True)

    code, _ = run(*ALPHA, "--force")

    assert code == 0
    assert admins(sql) == ["boss", "alpha"]


@pytest.mark.parametrize("change", ["is_active = false", "is_admin = false"])
def test_who_is_no_active_admin_is_not_in_the_way(
    sql: Sql, run: Run, change: str
) -> None:
    insert_person(sql, "boss", is_admin=True)
    sql(f"UPDATE users SET {change}")

    code, _ = run(*ALPHA)

    assert code == 0
    assert admins(sql) == ["alpha"]


@pytest.mark.parametrize(
    ("words", "piped", "sentence"),
    [
        (ALPHA, "Short1", "password: Value should have at least 8 items"),
        (ALPHA, "", "password: Value should have at least 8 items"),
        (ALPHA, "passw0rd", "password: Value error, needs a lower-case letter"),
        (("a b", ALPHA[1]), "Passw0rd", "username: String should match"),
        (("alpha", "alpha"), "Passw0rd", "email: value is not a valid email"),
    ],
)
def test_what_the_api_refuses_is_refused_here(
    sql: Sql, run: Run, words: tuple[str, ...], piped: str, sentence: str
) -> None:
    code, output = run(*words, piped=piped.encode())

    assert str(code).startswith(sentence)
    assert (output, str(code).count("\n")) == ("", 0)
    assert not piped or piped not in str(code)

    assert sql("SELECT id FROM users") == []


def test_each_fault_has_its_line(run: Run) -> None:
    code, _ = run("a b", "alpha", piped=b"short")

    assert [line.partition(":")[0] for line in str(code).splitlines()] == [
        "username",
        "email",
        "password",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("alpha", "new@example.com"), "Username is already taken."),
        (("ALPHA", "new@example.com"), "Username is already taken."),
        (("new", ALPHA[1]), "Email is already taken."),
    ],
)
def test_what_is_taken_is_one_sentence(
    sql: Sql, run: Run, words: tuple[str, ...], sentence: str
) -> None:
    insert_person(sql, "alpha")

    assert run(*words) == (sentence, "")
    assert admins(sql) == []


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
def test_who_changes_her_mind_makes_no_admin(
    sql: Sql,
    run: Run,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    stop: type[BaseException],
) -> None:
    def read_nothing() -> str:
        raise stop

    monkeypatch.setattr(program, "read_password", read_nothing)

    assert run(*ALPHA) == ("No admin was made.", "")
    assert admins(sql) == []


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_what_is_no_text_is_no_password(sql: Sql, run: Run, errors: str) -> None:
    """How strictly a pipe is read depends on the language that the system speaks."""
    code, output = run(*ALPHA, piped=b"Passw0rd\xff\n", errors=errors)

    assert len(str(code).splitlines()) == 1
    assert "Passw0rd" not in f"{code} {output}"
    assert admins(sql) == []


def test_help_says_what_it_wants(run: Run) -> None:
    code, output = run("--help")

    assert code == 0
    assert {"username", "email", "--force"} <= set(output.split())


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql+pymysql://shop:secret@127.0.0.1:1/shop", "Can't connect"),
        ("postgresql+psycopg2://shop:secret@127.0.0.1:1/shop", "Connection refused"),
        ("sqlite:////no/such/folder/shop.db", "unable to open database file"),
    ],
)
def test_without_a_database_it_is_one_sentence(
    application: Application,
    run: Run,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    reason: str,
) -> None:
    engine = create_engine(url)
    monkeypatch.setattr(program, "engine", engine, raising=False)

    with application.bound_to(engine):
        code, output = run(*ALPHA)

    (sentence,) = str(code).splitlines()
    assert sentence.startswith("The database refuses: ")
    assert reason in sentence
    assert "secret" not in sentence
    assert output == ""


@pytest.mark.until("ch11")  # which asks for the revision, and not for columns
def test_a_table_of_an_earlier_chapter_is_one_sentence(
    application: Application,
    run: Run,
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    database_url: URL,
) -> None:
    engine = create_engine(database_url)
    monkeypatch.setattr(program, "engine", engine, raising=False)
    columns = "id INTEGER PRIMARY KEY, username VARCHAR(20), is_active BOOLEAN"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE users ({columns}, is_admin BOOLEAN)"))

    with application.bound_to(engine):
        code, _ = run(*ALPHA)
    engine.dispose()

    (sentence,) = str(code).splitlines()
    assert sentence.startswith("The database refuses: ")
    assert "column" in sentence


@pytest.mark.parametrize(
    ("typed", "code", "names"),
    [
        (["Passw0rd", "Passw0rd"], None, ["alpha"]),
        (["Passw0rd", "Passw0rd2"], "These were two different passwords.", []),
        (["Passw0rd"], "No admin was made.", []),
    ],
)
def test_a_person_types_the_password_twice(
    program: ModuleType,
    bind: Connection,
    sql: Sql,
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
    code: str | None,
    names: list[str],
) -> None:
    """From a list; the tests of the process type into a real terminal."""
    answers = iter(typed)

    def ask(_: str = "") -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "engine", bind, raising=False)
    monkeypatch.setattr(sys, "argv", ["create_admin", *ALPHA])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", ask)
    found = None
    try:
        program.main()
    except SystemExit as end:
        found = end.code

    assert found == code
    assert admins(sql) == names


def test_it_is_a_program(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"chapters.{application.stem}.create_admin"
    monkeypatch.setattr(sys, "argv", ["create_admin", "--help"])
    monkeypatch.delitem(sys.modules, name, raising=False)

    with pytest.raises(SystemExit) as end:
        runpy.run_module(name, run_name="__main__")

    assert end.value.code == 0
