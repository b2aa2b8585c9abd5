"""The exercise `url_from_parts`: five variables instead of a URL."""

from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import URL

CONFIG = "chapters.ch06_mysql.config"

PASSWORD = "s3cret@home"
PARTS = {
    "MYSQL_HOST": "db.example.com",
    "MYSQL_USER": "shop",
    "MYSQL_PASSWORD": PASSWORD,
    "MYSQL_DATABASE": "orders",
}
JOINED = URL.create("mysql+pymysql", "shop", PASSWORD, "db.example.com", 3306, "orders")


@pytest.fixture(autouse=True)
def no_variables(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, base_url: str | None
) -> None:
    """Begin in a folder without `.env`, and with none of the variables set."""
    if base_url:
        pytest.skip("looks at the settings, and those of a running server are made")
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "MYSQL_PORT", *PARTS):
        monkeypatch.delenv(name, raising=False)
    import_module(CONFIG)  # now: what is imported keeps the settings of this moment


def give(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def load() -> tuple[URL | None, str]:
    """Load the settings: the URL and how they print, or None and the complaint."""
    config = import_module(CONFIG)
    try:
        settings = config.load_settings()
    except SystemExit as error:
        return None, str(error.code)
    return settings.database_url, f"{settings} {settings!r}"


def test_the_parts_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, **PARTS)

    url, said = load()

    assert url in (JOINED, JOINED.set(port=None)), said


def test_a_port_is_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, **PARTS, MYSQL_PORT="13306")

    url, said = load()

    assert url == JOINED.set(port=13306), said


@pytest.mark.parametrize(
    "password", ["p@ss", "a/b:c#d?e", "100%41", "пароль", "'quoted'", "two words"]
)
def test_each_password_stays_as_it_is(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    give(monkeypatch, **PARTS | {"MYSQL_PASSWORD": password})

    url, said = load()

    assert url is not None, said
    assert (url.password, url.host) == (password, "db.example.com")


def test_the_parts_may_stand_in_the_file_env(tmp_path: Path) -> None:
    lines = [f"{name}={value}\n" for name, value in PARTS.items()]
    (tmp_path / ".env").write_text("".join(lines))

    url, said = load()

    assert url in (JOINED, JOINED.set(port=None)), said


def test_the_password_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, **PARTS)

    url, said = load()

    assert url is not None, said
    assert url.password == PASSWORD
    assert PASSWORD not in said


@pytest.mark.parametrize("missing", ["MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_DATABASE"])
def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    give(monkeypatch, **{name: PARTS[name] for name in PARTS if name != missing})

    url, said = load()

    assert url is None, "the settings are loaded, although a part is missing"
    assert missing in said
    assert len(said.splitlines()) == 1, said
    assert PASSWORD not in said


@pytest.mark.parametrize("port", ["many", "0", "70000"])
def test_a_port_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    give(monkeypatch, **PARTS, MYSQL_PORT=port)

    url, said = load()

    assert url is None, "the settings are loaded with a port that is none"
    assert "MYSQL_PORT" in said
    assert len(said.splitlines()) == 1, said
    assert PASSWORD not in said


def test_a_url_and_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, **PARTS, DATABASE_URL="mysql+pymysql://shop:pw@127.0.0.1/shop")

    url, said = load()

    assert url is None, (
        "the settings are loaded, and nobody knows from which of the two"
    )
    assert "DATABASE_URL" in said
    assert "MYSQL_HOST" in said
    assert PASSWORD not in said


@pytest.mark.parametrize("parts", [{}, {"MYSQL_USER": "root", "MYSQL_PASSWORD": "x"}])
def test_without_a_host_all_is_as_before(
    monkeypatch: pytest.MonkeyPatch, parts: dict[str, str]
) -> None:
    give(monkeypatch, **parts)
    before, _ = load()
    give(monkeypatch, DATABASE_URL="postgresql+psycopg2://shop:pw@127.0.0.1/shop")

    url, said = load()

    assert before is not None
    assert before.drivername == "sqlite"
    assert url is not None, said
    assert url.render_as_string() == "postgresql+psycopg2://shop:***@127.0.0.1/shop"
