"""The failures that the page shows: these tests pass because a list fails."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from fastapi.testclient import TestClient

from tests.application import Application
from tests.server import Server, running_server

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
BETA = {"username": "beta", "email": "beta@example.com"}


def test_a_new_process_starts_with_an_empty_list(server: Server) -> None:
    with server.client() as client:
        client.post("/users", json=ALPHA)
    server.restart()

    with server.client() as client:
        response = client.get("/users")

    assert response.json() == []


def test_two_workers_answer_with_two_lists(chapter: str, tmp_path: Path) -> None:
    answers: set[str] = set()
    deadline = time.monotonic() + 20

    with running_server(chapter, tmp_path, workers=2) as server:
        with server.client() as client:
            created = client.post("/users", json=ALPHA).text
        while len(answers) < 2 and time.monotonic() < deadline:
            with server.client() as client:
                answers.add(client.get("/users").text)

    assert answers == {"[]", f"[{created}]"}


class WaitingList(list[object]):
    """A list whose length two threads read before either goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.barrier = Barrier(2, timeout=10)

    def __len__(self) -> int:
        length = super().__len__()
        self.barrier.wait()
        return length


def test_two_threads_take_the_same_id(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application.main, "users", WaitingList())
    client = TestClient(application.app)

    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda user: client.post("/users", json=user), [ALPHA, BETA])
        )

    assert [answer.status_code for answer in answers] == [201, 201]
    assert [answer.json()["id"] for answer in answers] == [1, 1]
