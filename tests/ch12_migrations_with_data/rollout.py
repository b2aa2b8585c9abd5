"""From chapter 11 to chapter 12 in small steps, or in one, while requests come in."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
from sqlalchemy import URL, Engine, text

from tests.helpers import HASH

from .processes import address_of, insert_many, running_release
from .releases import LAST, Release, make_release
from .traffic import PASSWORD, Door, Traffic

ADMIN = text(
    "INSERT INTO users (username, email, hashed_password, is_admin)"
    f" VALUES ('admin', 'admin@example.com', '{HASH}', true)"
)
# The split as one revision: right for the new code, and the old code runs all the time.
ONE_STEP = '''\
"""Split the city, in one step."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name, length in (("postcode", 5), ("town", 100)):
        empty = sa.text("''")
        new = sa.Column(name, sa.String(length), server_default=empty, nullable=False)
        op.add_column("users", new)
    op.execute("UPDATE users SET postcode = substr(city, 1, 5), town = substr(city, 7)")
    op.drop_column("users", "city")


def downgrade() -> None:
    pass
'''


@dataclass(frozen=True)
class Row:
    """How many requests a step saw, and how many of them failed."""

    step: str
    requests: int
    failed: int


@dataclass
class Running:
    """A release that takes requests; `life` ends its process."""

    door: Door
    life: ExitStack


class Rollout:
    """The releases, one after the other, on one database with `users` rows.

    After each change, it goes on when each release has answered `wait` requests.
    """

    def __init__(self, folder: Path, engine: Engine, users: int, wait: int) -> None:
        self.folder, self.engine, self.users, self.wait = folder, engine, users, wait
        self.url = _text_of(engine.url)
        self.stack = ExitStack()
        self.steps: list[str] = []
        self.attempts = 0  # to get a lock, in vain
        self.running: dict[int, Running] = {}
        self.traffic = Traffic("")

    def __enter__(self) -> "Rollout":
        old = make_release(0, self.folder)
        old.upgrade(self.url)
        insert_many(self.engine, 1, self.users)
        self._skip_ids()
        with self.engine.begin() as connection:
            connection.execute(ADMIN)
        self._begin("release 0 alone")
        self._deploy(old)
        self.traffic.headers = self._log_in()
        self.traffic.start()
        self.traffic.wait_for(self.wait)
        return self

    def __exit__(self, *_: object) -> None:
        self.traffic.end()
        for number in list(self.running):
            self._retire(number)
        self.stack.close()

    def _skip_ids(self) -> None:
        """PostgreSQL's counter does not see ids that were given."""
        if self.engine.dialect.name == "postgresql":
            with self.engine.begin() as connection:
                connection.exec_driver_sql(
                    "SELECT setval('users_id_seq', (SELECT max(id) FROM users))"
                )

    def go_to(self, number: int) -> None:
        """Migrate first, then replace the processes."""
        release = make_release(number, self.folder)
        if LAST[number] != LAST[number - 1]:
            self._migrate(release)
        self._begin(f"releases {number - 1} and {number}")
        self._deploy(release)
        self.traffic.wait_for(self.wait)
        self._begin(f"release {number} alone")
        self._retire(number - 1)
        self.traffic.wait_for(self.wait)

    def contract(self) -> None:
        """Drop what the old code needed; the process need not be replaced for it."""
        self._migrate(make_release(4, self.folder))

    def _migrate(self, release: Release) -> None:
        number = release.number
        self._begin(f"upgrade to {LAST[number]}, release {number - 1} runs")
        said = release.upgrade(self.url)
        self.attempts += said.count("got no lock")
        self.traffic.wait_for(self.wait)

    def split_in_one_step(self) -> None:
        """Do what one would do without thinking of the readers."""
        release = make_release(4, self.folder)
        rewrite(release)
        self._begin("upgrade in one step, the old code runs")
        release.upgrade(self.url)
        self.traffic.wait_for(self.wait)
        self._begin("the new code starts")
        self._deploy(release)
        self.traffic.wait_for(self.wait)
        self._begin("the new code alone")
        self._retire(0)
        self.traffic.wait_for(self.wait)

    def rows(self) -> list[Row]:
        answered: Counter[str] = Counter()
        for (step, _), requests in self.traffic.answered.items():
            answered[step] += requests
        failed = Counter(step for step, _, _ in self.traffic.failures)
        return [Row(step, answered[step], failed[step]) for step in self.steps]

    def expected(self) -> dict[int, tuple[str, str]]:
        """Return each user's address, as it was acknowledged."""
        told = {number: address_of(number) for number in range(1, self.users + 1)}
        for number, person in self.traffic.people.items():
            address = person.address
            told[number] = (address.get("postcode", ""), address.get("town", ""))
        return told

    def found(self) -> dict[int, tuple[str, str]]:
        rows = "SELECT id, postcode, town FROM users WHERE username <> 'admin'"
        with self.engine.connect() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(text(rows))}

    def _begin(self, step: str) -> None:
        self.traffic.step = step
        self.steps.append(step)

    def _deploy(self, release: Release) -> None:
        life = self.stack.enter_context(ExitStack())
        address = life.enter_context(running_release(release, self.url))
        door = self.traffic.open(release.number, address)
        self.running[release.number] = Running(door, life)

    def _retire(self, number: int) -> None:
        gone = self.running.pop(number)
        self.traffic.close(gone.door)
        gone.life.close()

    def _log_in(self) -> dict[str, str]:
        form = {"username": "admin", "password": PASSWORD}
        client = self.running[0].door.client
        answer = client.post("/token", data=form)
        assert answer.status_code == httpx2.codes.OK, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def rewrite(release: Release) -> None:
    """Put one revision in the place of the many."""
    versions = release.package / "migrations" / "versions"
    for file in versions.glob("*.py"):
        if file.name[:4] > LAST[0]:
            file.unlink()
    (versions / "0003_split_city.py").write_text(ONE_STEP)
    # Each ALTER waits: on MySQL a second try would find the first one's column.
    ini = release.package / "alembic.ini"
    ini.write_text(ini.read_text().replace("seconds = 100", "seconds = 60000"))
