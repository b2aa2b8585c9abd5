"""A question can name a database: then its proofs run on a server."""

import os
from collections.abc import Iterator

import pytest

from course.manifest import find_chapter
from course.quiz.judge import judge
from course.quiz.lend import Servers
from course.quiz.worker import prove_one
from course.servers.finder import lend_servers
from course.servers.kinds import KINDS
from course.servers.server import Server

from .conftest import Document, MakeBank

STEM = find_chapter(6).stem
DATABASES = {"mysql": "SHOW DATABASES", "postgresql": "SELECT datname FROM pg_database"}
ON_A_SERVER = """
body = {"username": "alpha", "email": "alpha@example.com"}
assert client.post("/users", json=body).status_code == 201
assert rows("SELECT username FROM users") == [("alpha",)]
"""
MISSING: Servers = {"mysql": "No MySQL server: there is none."}

each_database = pytest.mark.parametrize("name", DATABASES)


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with lend_servers(KINDS.values()) as servers:
        yield servers


@pytest.fixture
def server(servers: Servers, name: str) -> Server:
    found = servers[name]
    if isinstance(found, str):
        pytest.skip(found)
    return found


def choice(proof: str) -> list[Document]:
    """Return two options, both of which have this proof first."""
    right = {"text": "It is a.", "proof": f'{proof}\nassert 1, "a"', "correct": True}
    wrong = {"text": "It is b.", "proof": f'{proof}\nassert 0, "b"', "correct": False}
    return [option | {"why": "So."} for option in (right, wrong)]


@each_database
def test_a_proof_runs_on_the_server_that_its_question_names(
    bank_of: MakeBank, server: Server, name: str
) -> None:
    proof = f"assert engine.dialect.name == {name!r}{ON_A_SERVER}"
    bank = bank_of(kind="choice", database=name, options=choice(proof))

    problems = list(judge(bank, bank.questions[0], STEM, server))

    assert problems == []


@each_database
def test_the_database_of_a_proof_is_dropped(
    bank_of: MakeBank, server: Server, name: str
) -> None:
    bank = bank_of(kind="choice", database=name, options=choice("1 / 0"))
    before = databases_of_this_process(server)

    problems = list(judge(bank, bank.questions[0], STEM, server))

    assert len(problems) == 2
    assert databases_of_this_process(server) == before


def databases_of_this_process(server: Server) -> set[str]:
    """Return those of the fixtures, too; other processes have others meanwhile."""
    with server.connect() as connection:
        names = connection.exec_driver_sql(DATABASES[server.kind.name]).scalars().all()
    return {name for name in names if name.startswith(f"course_{os.getpid()}_")}


@pytest.mark.parametrize(
    ("required", "problems"), [("0", []), ("1", [MISSING["mysql"]])]
)
def test_without_its_server_a_question_is_skipped_unless_servers_are_required(
    bank_of: MakeBank,
    monkeypatch: pytest.MonkeyPatch,
    required: str,
    problems: list[str],
) -> None:
    monkeypatch.setenv("REQUIRE_SERVERS", required)
    bank = bank_of(kind="choice", database="mysql", options=choice("1 / 0"))

    result = prove_one(bank, bank.questions[0], STEM, MISSING)

    assert (result["state"], result["skipped"]) == ("skipped", MISSING["mysql"])
    assert result["problems"] == problems
