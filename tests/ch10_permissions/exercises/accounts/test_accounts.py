"""The exercise `accounts`: three endpoints that forgot what chapter 10 is about."""

import pytest

from tests.conftest import CountQueries
from tests.helpers import Client, Sql, insert_user_with_password

Headers = dict[str, str]

ALPHA, BETA, GAMMA, NOBODY = 11, 12, 13, 99
FORBIDDEN = {"detail": "Not allowed"}
ACTIVE = "SELECT username FROM users WHERE is_active ORDER BY id"
TOO_MANY = {"detail": "Too many failed attempts"}


@pytest.fixture(autouse=True)
def users(sql: Sql) -> None:
    """Make Alpha, who is an admin, Beta and Gamma."""
    for number, name in enumerate(("alpha", "beta", "gamma"), start=11):
        insert_user_with_password(sql, name, number)
    sql("UPDATE users SET is_admin = true WHERE id = 11")
    sql("""UPDATE users SET preferences = '{"language": "uk"}'""")


def log_in(client: Client, name: str) -> Headers:
    form = {"username": name, "password": "Passw0rd"}
    response = client.post("/token", data=form)
    assert response.status_code == 200, response.text
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


@pytest.mark.parametrize("user_id", [ALPHA, GAMMA, NOBODY])
def test_nobody_exports_somebody_else(client: Client, user_id: int) -> None:
    headers = log_in(client, "beta")

    response = client.get(f"/users/{user_id}/export", headers=headers)

    assert response.status_code == 403, response.text
    assert response.json() == FORBIDDEN


@pytest.mark.parametrize(
    ("name", "user_id"), [("beta", BETA), ("alpha", BETA), ("alpha", ALPHA)]
)
def test_an_export_shows_what_may_be_seen(
    client: Client, name: str, user_id: int
) -> None:
    headers = log_in(client, name)

    response = client.get(f"/users/{user_id}/export", headers=headers)

    assert response.status_code == 200, response.text
    shown = client.get(f"/users/{user_id}", headers=headers).json()
    assert response.json() == shown | {"preferences": {"language": "uk"}}


@pytest.mark.parametrize("path", ["export", "close"])
def test_an_admin_is_told_that_there_is_no_such_user(client: Client, path: str) -> None:
    headers = log_in(client, "alpha")
    method = {"export": "GET", "close": "POST"}[path]

    response = client.request(method, f"/users/{NOBODY}/{path}", headers=headers)

    assert response.status_code == 404, response.text


@pytest.mark.parametrize("user_id", [ALPHA, GAMMA, NOBODY])
def test_nobody_closes_somebody_elses_account(
    client: Client, sql: Sql, user_id: int
) -> None:
    headers = log_in(client, "beta")

    response = client.post(f"/users/{user_id}/close", headers=headers)

    assert response.status_code == 403, response.text
    assert response.json() == FORBIDDEN

    assert len(sql(ACTIVE)) == 3


@pytest.mark.parametrize("name", ["beta", "alpha"])
def test_who_may_closes_the_account(client: Client, sql: Sql, name: str) -> None:
    beta, headers = log_in(client, "beta"), log_in(client, name)

    response = client.post(f"/users/{BETA}/close", headers=headers)

    assert response.status_code == 204, response.text
    assert client.get("/users/me", headers=beta).status_code == 401

    assert sql(ACTIVE) == [{"username": "alpha"}, {"username": "gamma"}]


@pytest.mark.parametrize("others", ["", "is_active = false WHERE id = 13"])
def test_the_last_admin_stays(client: Client, sql: Sql, others: str) -> None:
    if others:
        sql(f"UPDATE users SET is_admin = true, {others}")
        sql("UPDATE users SET is_admin = false WHERE id = 12")
    before = sql(ACTIVE)
    headers = log_in(client, "alpha")

    response = client.post(f"/users/{ALPHA}/close", headers=headers)

    assert response.status_code == 409, response.text
    assert response.json() == {"detail": "This is the last active admin"}

    assert sql(ACTIVE) == before


@pytest.mark.databases("mysql", "postgresql")
def test_who_closes_an_account_keeps_the_other_admins_from_it(
    client: Client, sql: Sql, count_queries: CountQueries
) -> None:
    sql("UPDATE users SET is_admin = true")
    headers = log_in(client, "alpha")

    with count_queries() as queries:
        response = client.post(f"/users/{ALPHA}/close", headers=headers)

    assert response.status_code == 204, response.text
    assert any("FOR UPDATE" in query for query in queries), queries


def unlock(client: Client, headers: Headers, password: str) -> tuple[int, object]:
    """Return the status, and the body if there is one."""
    body = {"password": password}
    response = client.post("/users/me/unlock", json=body, headers=headers)
    return response.status_code, response.json() if response.content else None


def test_the_sixth_guess_is_not_even_looked_at(client: Client) -> None:
    headers = log_in(client, "beta")

    guesses = [unlock(client, headers, f"Guess{number}") for number in range(5)]

    assert guesses == [(403, {"detail": "Wrong password"})] * 5
    assert unlock(client, headers, "Passw0rd") == (429, TOO_MANY)


def test_guesses_and_logins_count_together(client: Client) -> None:
    headers = log_in(client, "beta")
    form = {"username": "beta", "password": "wrong"}
    for _ in range(2):
        client.post("/token", data=form)

    answers = [unlock(client, headers, "wrong")[0] for _ in range(4)]

    assert answers == [403, 403, 403, 429]
    assert client.post("/token", data=form).status_code == 429


def test_a_right_password_begins_anew(client: Client) -> None:
    headers = log_in(client, "beta")
    passwords = ["wrong"] * 4 + ["Passw0rd"] + ["wrong"] * 6

    answers = [unlock(client, headers, password)[0] for password in passwords]

    assert answers == [403] * 4 + [204] + [403] * 5 + [429]
