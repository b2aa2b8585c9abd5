import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from urllib.request import ProxyHandler, build_opener

import pytest
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import EventQueue, ObservedWatch

from course.errors import CourseError, UsageError
from course.manifest import ROOT
from course.observer import SourceEmitter
from course.ports import PORTS_TRIED, find_port

from .conftest import RunCourse
from .repository import Repository

HOST = "127.0.0.1"
SECONDS = 30
OPENER = build_opener(ProxyHandler({}))  # straight to this machine
PROGRAM = """
import sys
from pathlib import Path
from course import cli, manifest
manifest.ROOT = Path(sys.argv.pop(1))
cli.main()
"""


@pytest.fixture
def site(small_course: Repository) -> Repository:
    """Make a site of one page, with a theme that shows nothing else."""
    settings = "site_name: Test\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
    small_course.write("mkdocs.yml", settings)
    small_course.write("theme/main.html", "{{ page.content }}")
    small_course.write("docs/index.md", "First text.\n")
    small_course.write("chapters/ch01_list/main.py", "one = 1\n")
    return small_course


@contextmanager
def running(root: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run `course serve` on the site at `root`; kill it when it takes too long."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(root), "serve", *arguments],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(root.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    killer = Timer(SECONDS, process.kill)
    killer.start()
    with process:
        try:
            yield process
        finally:
            killer.cancel()
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    """Read what the process says until it says where the site is."""
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.startswith("The course is at"))
    return line.split()[4]


def read(url: str) -> str:
    with OPENER.open(url, timeout=SECONDS) as answer:
        return str(answer.read().decode())


def test_the_site_follows_its_sources(site: Repository) -> None:
    with running(site.root) as process:
        url = address(process)
        epochs = [read(f"{url}livereload/0/0")]
        page = read(url)
        assert "First text." in page
        assert "livereload(" in page

        site.write("docs/index.md", "Second text.\n")
        epochs.append(read(f"{url}livereload/{epochs[-1]}/0"))
        assert "Second text." in read(url)

        site.write("chapters/ch01_list/main.py", "two = 2\n")
        epochs.append(read(f"{url}livereload/{epochs[-1]}/0"))

        assert epochs == sorted(set(epochs))


def test_ctrl_c_ends_it(site: Repository) -> None:
    with running(site.root) as process:
        address(process)

        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

        assert (process.returncode, out, err) == (0, "Ended.\n", "")


def test_a_page_that_breaks_later_waits_until_it_is_mended(site: Repository) -> None:
    with running(site.root) as process:
        url = address(process)
        epoch = read(f"{url}livereload/0/0")

        site.write("docs/index.md", "[Broken](none.md)\n")
        assert process.stderr is not None
        assert "none.md" in process.stderr.readline()
        assert "waits until it is mended" in process.stderr.readline()

        site.write("docs/index.md", "Mended.\n")
        read(f"{url}livereload/{epoch}/0")
        assert "Mended." in read(url)


def test_the_next_port_is_used_when_one_is_taken(site: Repository) -> None:
    with socket.create_server((HOST, 0)) as other:
        taken = other.getsockname()[1]

        with running(site.root, "--port", str(taken)) as process:
            assert process.stdout is not None
            said = process.stdout.readline()
            url = address(process)

    assert said.startswith(f"Port {taken} is taken; using ")
    assert url == f"http://{HOST}:{said.split()[-1].rstrip('.')}/"


def test_a_warning_fails_the_build(site: Repository) -> None:
    site.write("docs/index.md", "[Broken](none.md)\n")

    with running(site.root) as process:
        out, err = process.communicate()

    assert process.returncode == 1
    assert "The course is at" not in out
    warning, error = err.strip().splitlines()
    assert warning.startswith("WARNING: ")
    assert "none.md" in warning
    assert (
        error
        == "Error: The site was not built: Aborted with 1 warnings in strict mode!"
    )


def test_a_site_without_settings_is_one_sentence(site: Repository) -> None:
    (site.root / "mkdocs.yml").unlink()

    with running(site.root) as process:
        _, err = process.communicate()

    assert process.returncode == 1
    assert err.startswith("Error: The site was not built: Config file")
    assert err.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_is_wrong_use(course: RunCourse, port: str) -> None:
    assert course("serve", "--port", port).code == 2


def test_a_host_of_another_machine_is_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"Cannot listen at 192\.0\.2\.1, port 8800"):
        find_port("192.0.2.1", 8800)


def test_a_port_is_free_as_soon_as_its_server_has_ended() -> None:
    with socket.create_server((HOST, 0)) as ended:
        port: int = ended.getsockname()[1]
        with socket.create_connection((HOST, port)):
            ended.accept()[0].close()

    assert find_port(HOST, port) == port


def test_the_search_for_a_port_ends() -> None:
    with socket.create_server((HOST, 65535)), pytest.raises(CourseError, match="taken"):
        find_port(HOST, 65535)


def test_a_few_ports_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr("course.ports._is_free", lambda _, port: tried.append(port))

    with pytest.raises(CourseError, match="Ports 8800 to 8819 are all taken"):
        find_port(HOST, 8800)

    assert len(tried) == PORTS_TRIED


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("main.py", 1),
        ("routers/users.py", 1),
        ("shop.db", 0),
        ("shop.db-journal", 0),
        ("__pycache__/main.cpython-311.pyc", 0),
        (".main.py.swp", 0),
    ],
)
def test_what_a_chapter_leaves_behind_is_no_source(
    tmp_path: Path, file: str, expected: int
) -> None:
    folder = tmp_path / ".hidden/chapters"
    queue = EventQueue()
    emitter = SourceEmitter(queue, ObservedWatch(str(folder), recursive=True))

    emitter.queue_event(FileModifiedEvent(str(folder / file)))

    assert queue.qsize() == expected
