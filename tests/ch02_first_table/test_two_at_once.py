"""What two processes and two threads did to a list, done to a table."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.helpers import Client, Sql
from tests.server import Server

ALPHA = {"username": "alpha", "email": "alpha@example.com"}


def test_two_processes_answer_with_the_same_rows(
    server: Server, chapter: str, tmp_path: Path
) -> None:
    second = Server(chapter, tmp_path / "second")
    second.folder = server.folder

    with server.client() as client:
        alpha = client.post("/users", json=ALPHA).json()
    second.start()
    with second.client() as client:
        response = client.get("/users")
    second.close()

    assert response.status_code == 200
    assert response.json() == [alpha]


@pytest.mark.commits
def test_users_sent_at_once_get_ids_of_their_own(client: Client, sql: Sql) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/users", json=ALPHA), range(16)))

    assert {answer.status_code for answer in answers} == {201}
    ids = sorted(answer.json()["id"] for answer in answers)
    assert len(set(ids)) == 16

    assert [row["id"] for row in sql("SELECT id FROM users ORDER BY id")] == ids
