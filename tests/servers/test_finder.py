"""The first of four places that has a server is taken."""

import socket
from pathlib import Path

import pytest

from course.servers.finder import find_server, lend_servers
from course.servers.kept import keep_server, stop_kept
from course.servers.kinds import MYSQL, POSTGRESQL, Kind, ServerError, find_kinds
from course.servers.server import PATIENCE
from course.servers.throwaway import start_servers


@pytest.fixture(autouse=True)
def nothing_else(alone: Path) -> None:
    """No test here sees the servers of whoever runs it."""


def test_the_environment_comes_first(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_server(kind)
    with start_servers([kind]) as servers:
        url = servers[kind.name].url
        monkeypatch.setenv(kind.variable, url.render_as_string(hide_password=False))

        found = find_server(kind)

    stop_kept(kind)
    assert found is not None
    assert (found.source, found.url) == (kind.variable, url)


def test_a_service_of_compose_comes_before_one_that_is_kept(kind: Kind) -> None:
    keep_server(kind)
    with start_servers([kind]) as servers:
        url = servers[kind.name].url.render_as_string(hide_password=False)
        service = Kind(**{**vars(kind), "compose": url})

        found = find_server(service)

    stop_kept(kind)
    assert found is not None
    assert found.source == "compose.yml"


def test_one_that_is_kept_is_lent_and_stays(kind: Kind) -> None:
    kept = keep_server(kind)

    with lend_servers([kind]) as servers:
        lent = servers[kind.name]

    assert lent == kept.server
    assert kept.server.trouble() is None
    stop_kept(kind)


def test_otherwise_one_is_started_for_the_run(kind: Kind) -> None:
    with lend_servers([kind]) as servers:
        server = servers[kind.name]
        assert not isinstance(server, str)
        assert server.trouble() is None

    assert server.trouble() is not None


def test_without_any_a_sentence_says_what_was_tried(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.servers.finder.has_binaries", lambda _: False)

    with lend_servers([kind]) as servers:
        said = servers[kind.name]

    assert isinstance(said, str)
    for words in (kind.variable, "compose.yml", "`course servers up`", kind.missing):
        assert words in said


@pytest.mark.parametrize(
    ("kind", "url", "said"),
    [
        (
            MYSQL,
            "mysql+pymysql://a:secret@127.0.0.1:1/x",
            r"MYSQL_URL names a server that does not answer, mysql\+pymysql://a:\*\*\*@",
        ),
        (
            POSTGRESQL,
            "postgres://a:secret@127.0.0.1:1/x",
            "POSTGRESQL_URL names a server that does not answer, "
            r"postgresql\+psycopg2://a:\*\*\*@127.0.0.1:1/x: .*refused",
        ),
        (MYSQL, "nonsense", "MYSQL_URL is not a URL such as mysql"),
        (POSTGRESQL, "mysql://a:secret@h/x", "POSTGRESQL_URL begins with mysql://"),
        (MYSQL, "mysql+asyncmy://a:secret@h/x", r"begins with mysql\+asyncmy://"),
    ],
)
def test_a_url_that_cannot_be_used_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch, kind: Kind, url: str, said: str
) -> None:
    monkeypatch.setenv(kind.variable, url)

    with pytest.raises(ServerError, match=said) as caught:
        find_server(kind)

    assert "secret" not in str(caught.value)


def test_something_mute_at_the_port_is_no_server(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PATIENCE, kind.name, dict.fromkeys(PATIENCE[kind.name], 2))
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        monkeypatch.setenv(kind.variable, f"{kind.driver}://a:b@127.0.0.1:{port}/x")

        with pytest.raises(ServerError, match="does not answer"):
            find_server(kind)


@pytest.mark.parametrize(
    "url", ["mysql://a:b@h/x", "mariadb://a:b@h/x", "mysql+pymysql://a:b@h/x"]
)
def test_a_url_without_our_driver_gets_it(url: str) -> None:
    assert MYSQL.read_url(url).drivername == "mysql+pymysql"


def test_a_name_that_no_server_has() -> None:
    with pytest.raises(Exception, match="no server 'oracle'; there are: mysql, postg"):
        find_kinds("oracle")
