"""Requests without a pause, from several threads, to the releases that run just now."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx2

TOWNS = ("Berlin", "München", "Munchen", "Bad Homburg vor der Höhe", "🏙 Hafen")
# What a thread asks for a user, again and again. GET looks for what was written last;
# its number of steps is odd: of two releases, each meets each step.
STEPS = (
    *("create", "none", "put", "get", "get", "patch", "get", "put", "get", "token"),
    *("put", "get", "same", "get", "put", "put", "get", "patch", "get"),
)
PASSWORD = "Passw0rd"
PATIENCE = 60  # seconds, until a test gives up


@dataclass
class Door:
    """The way to one process; nobody is inside when it is closed."""

    release: int
    client: httpx2.Client
    inside: int = 0


@dataclass
class Person:
    """A user whom one thread knows: her id, and the address that was acknowledged."""

    name: str
    number: int = 0
    address: dict[str, Any] = field(default_factory=dict)


class Traffic:
    """Threads that make requests, each to the next of the doors that are open.

    A failure is a status that was not expected, or an answer that is not what was
    written last; `answered` counts all requests by step and release.
    """

    def __init__(self, token: str, threads: int = 3) -> None:
        self.headers = {"Authorization": f"Bearer {token}"}
        self.doors: list[Door] = []
        self.step = "before"
        self.answered: Counter[tuple[str, int]] = Counter()
        self.failures: list[tuple[str, int, str]] = []
        self.people: dict[int, Person] = {}
        self._changed = threading.Condition()
        self._turn = count()
        self._ended = False
        self._threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True)
            for number in range(threads)
        ]

    @property
    def total(self) -> int:
        return sum(self.answered.values())

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def open(self, release: int, url: str) -> Door:
        # A server may end a connection that waits: one for each request.
        limits = httpx2.Limits(max_keepalive_connections=0)
        client = httpx2.Client(base_url=url, timeout=PATIENCE, limits=limits)
        door = Door(release, client)
        with self._changed:
            self.doors.append(door)
            self._changed.notify_all()
        return door

    def close(self, door: Door) -> None:
        """Let nobody in any more, and wait until those inside have their answer."""
        with self._changed:
            self.doors.remove(door)
            assert self._changed.wait_for(lambda: door.inside == 0, PATIENCE)
        door.client.close()

    def wait_for(self, more: int) -> None:
        """Wait until so many more requests were answered by each open door."""
        with self._changed:
            goals = {
                door.release: self._answers(door.release) + more for door in self.doors
            }
            reached = self._changed.wait_for(
                lambda: all(self._answers(n) >= goal for n, goal in goals.items()),
                PATIENCE,
            )
        assert reached, self.failures[:3]

    def _answers(self, release: int) -> int:
        return sum(n for (_, of), n in self.answered.items() if of == release)

    @contextmanager
    def _inside(self) -> Iterator[Door]:
        """Go through the next door; the doors take turns."""
        with self._changed:
            self._changed.wait_for(lambda: self.doors or self._ended, PATIENCE)
            door = self.doors[next(self._turn) % len(self.doors)]
            door.inside += 1
        try:
            yield door
        finally:
            with self._changed:
                door.inside -= 1
                self._changed.notify_all()

    def _work(self, number: int) -> None:
        for turn in count():
            person = Person(f"t{number}_{turn}")
            for place, step in enumerate((*STEPS, *("delete", "gone") * (turn % 2))):
                if self._ended or not self._take(step, person, place + turn):
                    break
            if self._ended:
                return

    def _take(self, step: str, person: Person, seed: int) -> bool:
        """Make one request; say whether there is any use in another for this user."""
        with self._inside() as door:
            place = (self.step, door.release)
            try:
                trouble = self._ask(door.client, step, person, seed)
            except httpx2.HTTPError as error:
                trouble = repr(error)
        with self._changed:
            self.answered[place] += 1
            if trouble:
                self.failures.append((*place, f"{step} {person.name}: {trouble}"))
            self._changed.notify_all()
        return person.number > 0 and not (trouble and step == "delete")

    def _ask(
        self, client: httpx2.Client, step: str, person: Person, seed: int
    ) -> str | None:
        """Return what is wrong with the answer, if anything is."""
        method, path, body, expected = request(step, person, seed)
        if step == "token":
            form = {"username": person.name, "password": PASSWORD}
            answer = client.post(path, data=form)
        else:
            answer = client.request(method, path, json=body, headers=self.headers)
        if answer.status_code != expected:
            return f"{answer.status_code} {answer.text[:200]}"
        return self._compare(step, person, answer, body or {})

    def _compare(
        self, step: str, person: Person, answer: httpx2.Response, body: dict[str, Any]
    ) -> str | None:
        if step == "create":
            person.number = answer.json()["id"]
            self.people[person.number] = person
        elif step == "delete":
            del self.people[person.number]
        elif step in ("put", "same"):
            person.address = body
        wanted = {"patch": body.items(), "get": person.address.items()}
        wanted |= {"put": person.address.items(), "same": person.address.items()}
        if step in wanted and not wanted[step] <= answer.json().items():
            return f"{answer.json()} instead of {wanted[step]}"
        return None


def request(
    step: str, person: Person, seed: int
) -> tuple[str, str, dict[str, Any] | None, int]:
    """Return method, path, body and the expected status."""
    user = f"/users/{person.number}"
    email = f"{person.name}@example.com"
    postcode = f"{person.number * 31 + seed * 7:05}"[-5:]
    address = {"postcode": postcode, "town": TOWNS[seed % len(TOWNS)]}
    new = {"username": person.name, "email": email, "password": PASSWORD}
    return {
        "create": ("POST", "/users", new, 201),
        "token": ("POST", "/token", None, 200),
        "none": ("GET", f"{user}/address", None, 404),
        "put": ("PUT", f"{user}/address", address, 200),
        "get": ("GET", f"{user}/address", None, 200 if person.address else 404),
        "same": ("PUT", f"{user}/address", person.address or address, 200),
        "patch": ("PATCH", user, {"age": 1 + seed % 120}, 200),
        "delete": ("DELETE", user, None, 204),
        "gone": ("GET", f"{user}/address", None, 404),
    }[step]
