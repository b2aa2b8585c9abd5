"""A throw-away server is there in a moment, and gone with whoever started it."""

import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from course.manifest import ROOT
from course.servers.databases import own_database
from course.servers.kinds import KINDS, Kind, ServerError
from course.servers.launch import has_binaries, is_alive
from course.servers.throwaway import ThrowawayServer, start_servers

# Says which process and which folder it has, and waits to be killed.
OWNER = """
import sys, time
from course.servers.kinds import KINDS
from course.servers.throwaway import ThrowawayServer
one = ThrowawayServer(KINDS[sys.argv[1]])
print(one.server.pid, one.folder, one.server.version(), flush=True)
time.sleep(60)
"""


def test_it_answers_and_leaves_nothing(kind: Kind) -> None:
    throwaway = ThrowawayServer(kind)
    pid = throwaway.server.pid

    assert throwaway.server.trouble() is None
    assert pid is not None
    assert is_alive(pid)
    assert throwaway.folder.stat().st_mode & 0o77 == 0

    throwaway.close()

    assert not is_alive(pid)
    assert not throwaway.folder.exists()


def test_nobody_gets_in_without_the_password(kind: Kind) -> None:
    with start_servers([kind]) as servers:
        url = servers[kind.name].url
        for stranger in (url.set(password=""), url.set(username="root", password="")):
            engine = create_engine(stranger)
            with pytest.raises(Exception, match="denied|no password|does not exist"):
                engine.connect()


def test_it_ends_with_a_process_that_is_killed(kind: Kind) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, kind.name], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert owner.stdout
    pid, folder, _ = owner.stdout.readline().decode().split()

    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()

    wait_until_gone(int(pid), Path(folder))


def test_an_ordinary_user_can_start_it(kind: Kind, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("the other tests run as an ordinary user already")
    nobody = pwd.getpwnam("nobody")
    command = [sys.executable, "-c", OWNER, kind.name]
    if not can_read(nobody.pw_uid):
        pytest.skip("an ordinary user cannot read the course's folder here")
    with (tmp_path / "errors").open("wb") as errors:
        owner = subprocess.Popen(
            command,
            cwd=ROOT,
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert owner.stdout
        said = owner.stdout.readline().decode().split()
        owner.kill()
        owner.wait()
        owner.stdout.close()

    assert len(said) == 3, (tmp_path / "errors").read_text()
    wait_until_gone(int(said[0]), Path(said[1]))


def can_read(user: int) -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-c", "import course.servers.finder"],
            cwd=ROOT,
            user=user,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def wait_until_gone(pid: int, folder: Path) -> None:
    deadline = time.monotonic() + 10
    while is_alive(pid) or folder.exists():
        assert time.monotonic() < deadline, "the server or its data are still there"
        time.sleep(0.02)


def test_one_that_cannot_start_says_why(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    with start_servers([kind]) as servers:
        port = servers[kind.name].url.port
        monkeypatch.setattr("course.servers.launch._port", lambda: port)

        with pytest.raises(ServerError, match=f"{kind.title} .* did not start: .+"):
            ThrowawayServer(kind)


def test_a_database_of_ones_own_is_dropped_and_others_stay(kind: Kind) -> None:
    with start_servers([kind]) as servers, own_database(servers[kind.name]) as other:
        server = servers[kind.name]
        with own_database(server) as url:
            assert url.database != other.database
            engine = create_engine(url)
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE notes (id INTEGER)"))

        with server.connect() as connection:
            names = inspect(connection).get_schema_names()
            if kind.name == "postgresql":
                query = text("SELECT datname FROM pg_database")
                names = list(connection.scalars(query))
        engine.dispose()

    assert other.database in names
    assert url.database not in names


def test_both_start_at_the_same_time() -> None:
    kinds = [kind for kind in KINDS.values() if has_binaries(kind)]

    with start_servers(kinds) as servers:
        assert sorted(servers) == sorted(kind.name for kind in kinds)
