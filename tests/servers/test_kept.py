"""Servers that stay: `course servers up | status | url | down`."""

import json
import subprocess
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text

from course.servers.kept import FILE, find_kept
from course.servers.kinds import Kind
from course.servers.launch import is_alive

from .conftest import Run


def state(folder: Path, kind: Kind) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / kind.name / FILE).read_text())
    return found


def test_up_and_status_describe_it(course: Run, alone: Path, kind: Kind) -> None:
    up = course("up", kind.name)

    assert up.returncode == 0, up.stderr
    assert up.stdout.startswith(f"{kind.name}: 1")
    assert f"as process {state(alone, kind)['pid']}, since 20" in up.stdout
    assert ":***@127.0.0.1:" in up.stdout

    assert course("status", kind.name).stdout == up.stdout
    assert course("up", kind.name).stdout == up.stdout


def test_url_is_that_of_a_database_for_an_application(course: Run, kind: Kind) -> None:
    assert course("up", kind.name).returncode == 0

    url = course("url", kind.name).stdout.strip()

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER)"))
    engine.dispose()
    assert engine.url.username == engine.url.database == "shop"


def test_down_ends_it_and_removes_its_data(
    course: Run, alone: Path, kind: Kind
) -> None:
    assert course("up", kind.name).returncode == 0
    pid = int(str(state(alone, kind)["pid"]))

    down = course("down", kind.name)

    assert down.stdout == f"{kind.name}: ended, and its data are removed.\n"
    assert not is_alive(pid)
    assert not (alone / kind.name).exists()


def test_only_its_owner_can_read_the_password(
    course: Run, alone: Path, kind: Kind
) -> None:
    assert course("up", kind.name).returncode == 0

    assert (alone / kind.name).stat().st_mode & 0o77 == 0
    assert (alone / kind.name / FILE).stat().st_mode & 0o77 == 0


def test_after_a_crash_the_next_one_starts(
    course: Run, alone: Path, kind: Kind
) -> None:
    assert course("up", kind.name).returncode == 0
    pid = int(str(state(alone, kind)["pid"]))
    process = psutil.Process(pid)
    process.kill()
    process.wait(10)

    status = course("status", kind.name)
    up = course("up", kind.name)

    assert status.returncode == 1
    assert status.stdout == (
        f"{kind.name}: none runs; try: course servers up {kind.name}\n"
    )
    assert up.returncode == 0, up.stderr
    assert state(alone, kind)["pid"] != pid


def test_a_process_that_has_its_number_by_chance_is_left_alone(
    course: Run, alone: Path, kind: Kind
) -> None:
    stranger = subprocess.Popen(["sleep", "60"])
    (alone / kind.name).mkdir(parents=True)
    url = f"{kind.driver}://a:b@127.0.0.1:1/shop"
    said = {"pid": stranger.pid, "created": 1.5, "source": "x", "url": url, "shop": url}
    (alone / kind.name / FILE).write_text(json.dumps(said))

    down = course("down", kind.name)

    assert down.stdout == f"{kind.name}: `up` has started none that still runs.\n"
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_broken_file_counts_as_none(alone: Path, kind: Kind) -> None:
    (alone / kind.name).mkdir(parents=True)
    (alone / kind.name / FILE).write_text("{")

    assert find_kept(kind) is None


def test_without_a_server_url_says_how_to_get_one(course: Run, kind: Kind) -> None:
    done = course("url", kind.name)

    assert done.returncode == 1
    assert done.stderr == (
        f"Error: No {kind.title} server runs; try: course servers up {kind.name}\n"
    )
