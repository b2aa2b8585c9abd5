"""Who guesses a password has five attempts for a name, and then has to wait."""

import pytest

from tests.helpers import Client, Row, Sql

from .people import headers_of, insert_person

TOO_MANY = {"detail": "Too many failed attempts"}
ROWS = "SELECT subject, attempts, ends_at FROM login_throttles ORDER BY subject"
ATTEMPTS = "SELECT attempts FROM login_throttles ORDER BY attempts"
MULTIPART = """--x
Content-Disposition: form-data; name="username"

\\ud800
--x
Content-Disposition: form-data; name="password"

Passw0rd
--x--
"""
LONG_AGO = (
    "INSERT INTO login_throttles (subject, attempts, ends_at)"
    " VALUES (:subject, 5, :ends_at)"
)


@pytest.fixture(autouse=True)
def alpha(sql: Sql) -> int:
    return insert_person(sql, "alpha")


def log_in(client: Client, name: str = "alpha", password: str = "Passw0rd") -> int:
    form = {"username": name, "password": password}
    return client.post("/token", data=form).status_code


def fail(client: Client, times: int, name: str = "alpha") -> list[int]:
    return [log_in(client, name, f"Wrong{number}") for number in range(times)]


def attempts(sql: Sql) -> list[object]:
    return [row["attempts"] for row in sql(ATTEMPTS)]


def rows(sql: Sql) -> list[Row]:
    return sql(ROWS)


@pytest.mark.parametrize("name", ["alpha", "nobody"])
@pytest.mark.parametrize("password", ["Wrong", "Passw0rd"])
def test_after_five_failures_not_even_the_right_password_is_tried(
    client: Client, name: str, password: str
) -> None:
    statuses = fail(client, 5, name)

    form = {"username": name, "password": password}
    response = client.post("/token", data=form)

    assert statuses == [401] * 5
    assert response.status_code == 429
    assert response.json() == TOO_MANY
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60


def test_no_answer_says_whether_the_name_exists(client: Client) -> None:
    seen: dict[str, list[object]] = {"alpha": [], "nobody": []}
    for name, answers in seen.items():
        for _ in range(6):
            form = {"username": name, "password": "Wrong"}
            answer = client.post("/token", data=form)
            answers.append((answer.status_code, answer.text, set(answer.headers)))

    assert seen["alpha"] == seen["nobody"]


def test_a_name_is_one_name_in_upper_and_lower_case(client: Client) -> None:
    fail(client, 3, "ALPHA")
    fail(client, 2, "Alpha")

    assert log_in(client) == 429


def test_another_name_is_not_concerned(client: Client, sql: Sql) -> None:
    insert_person(sql, "beta")
    fail(client, 6)

    assert log_in(client, "beta") == 200


def test_a_success_forgets_the_failures_of_the_name(client: Client) -> None:
    fail(client, 4)
    log_in(client)

    assert [*fail(client, 4), log_in(client)] == [401] * 4 + [200]


def test_a_success_is_not_counted(client: Client, sql: Sql) -> None:
    """What is left is the row of the address, without an attempt."""
    log_in(client)

    assert attempts(sql) == [0]


def test_a_success_does_not_forgive_the_failures_of_the_address(
    client: Client, sql: Sql
) -> None:
    """Else somebody guesses, logs in as herself from time to time, and goes on."""
    fail(client, 2, "nobody")
    log_in(client)

    assert attempts(sql) == [2, 2]


def test_a_success_changes_no_other_row(client: Client, sql: Sql) -> None:
    for subject in ("0", "z"):
        sql(LONG_AGO, subject=subject, ends_at="2100-01-01 00:00:00")

    log_in(client)

    assert attempts(sql) == [0, 5, 5]


def test_the_time_passes(client: Client, sql: Sql) -> None:
    fail(client, 6)
    sql("UPDATE login_throttles SET ends_at = '2020-01-01 00:00:00'")

    assert log_in(client) == 200


def test_then_counting_begins_anew(client: Client, sql: Sql) -> None:
    """Also where the old rows are still there: others are older, and go first."""
    fail(client, 6)
    sql("UPDATE login_throttles SET ends_at = '2020-01-01 00:00:00'")
    for year in (2017, 2018, 2019):
        sql(LONG_AGO, subject=f"{year}", ends_at=f"{year}-01-01 00:00:00")

    statuses = fail(client, 6)

    assert statuses == [401] * 5 + [429]
    assert attempts(sql) == [6, 6]


def test_an_attempt_that_is_refused_does_not_prolong_the_time(
    client: Client, sql: Sql
) -> None:
    fail(client, 5)
    before = [(row["subject"], row["ends_at"]) for row in rows(sql)]

    fail(client, 3)

    assert [(row["subject"], row["ends_at"]) for row in rows(sql)] == before


def test_the_table_does_not_grow_for_ever(client: Client, sql: Sql) -> None:
    """Each row that is made takes the place of one whose time is over."""
    for number in range(10):
        sql(LONG_AGO, subject=f"{number}", ends_at="2020-01-01 00:00:00")

    for number in range(5):
        log_in(client, f"nobody{number}")

    assert len(rows(sql)) == 6
    assert attempts(sql) == [1, 1, 1, 1, 1, 5]


def test_an_attempt_deletes_no_more_rows_than_it_makes(
    client: Client, sql: Sql
) -> None:
    """The oldest ones: deleting many would hold many locks."""
    for number in range(9):
        distance = abs(number - 4)
        sql(LONG_AGO, subject=f"{number}", ends_at=f"20{10 + distance}-01-01 00:00:00")

    log_in(client, "nobody")

    left = [str(row["subject"]) for row in rows(sql) if len(str(row["subject"])) == 1]
    assert len(left) == 7
    assert "4" not in left


def test_a_row_whose_time_is_not_over_stays(client: Client, sql: Sql) -> None:
    sql(LONG_AGO, subject="x", ends_at="2100-01-01 00:00:00")

    fail(client, 3)

    assert attempts(sql) == [3, 3, 5]


def test_no_name_can_be_read_in_the_table(client: Client, sql: Sql) -> None:
    """People type their password into the field of the name."""
    log_in(client, "Geheim123")
    log_in(client, "alpha", "Geheim123")

    assert "geheim" not in str(rows(sql)).lower()
    assert "alpha" not in str(rows(sql))
    assert {len(str(row["subject"])) for row in rows(sql)} == {64}


def test_a_form_that_is_no_attempt_is_not_counted(client: Client, sql: Sql) -> None:
    client.post("/token", data={"username": "alpha"})

    assert rows(sql) == []


@pytest.mark.parametrize("name", ["x" * 10_000, "\x00", "ä😀", "' OR 1 = 1 --"])
def test_any_name_is_counted(client: Client, name: str) -> None:
    statuses = fail(client, 6, name)

    assert statuses == [401] * 5 + [429]


def test_half_a_character_is_a_name_like_any_other(client: Client) -> None:
    """A form may say how its bytes are letters, and this way makes half of one."""
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    body = MULTIPART.replace("\n", "\r\n")

    response = client.post("/token", content=body, headers={"Content-Type": kind})

    assert response.status_code == 401


def change(
    client: Client, user_id: int, headers: dict[str, str], current: str
) -> tuple[int, str]:
    body = {"current_password": current, "new_password": "Passw0rd2"}
    path = f"/users/{user_id}/password"
    response = client.put(path, json=body, headers=headers)
    return response.status_code, response.headers.get("Retry-After", "")


def test_who_has_a_stolen_token_cannot_guess_the_password(
    client: Client, alpha: int
) -> None:
    headers = headers_of(client, "alpha")
    statuses = [change(client, alpha, headers, f"Wrong{n}")[0] for n in range(5)]

    status, wait = change(client, alpha, headers, "Passw0rd")

    assert statuses == [403] * 5
    assert status == 429
    assert 0 < int(wait) <= 15 * 60
    assert log_in(client) == 429


def test_both_ways_of_guessing_are_counted_together(client: Client, alpha: int) -> None:
    headers = headers_of(client, "alpha")
    fail(client, 3)
    statuses = [change(client, alpha, headers, f"Wrong{n}")[0] for n in range(3)]

    assert statuses == [403, 403, 429]


def test_a_change_that_succeeds_is_not_counted(
    client: Client, sql: Sql, alpha: int
) -> None:
    headers = headers_of(client, "alpha")
    change(client, alpha, headers, "Wrong")

    status, _ = change(client, alpha, headers, "Passw0rd")

    assert status == 204
    assert attempts(sql) == [1]


def test_what_an_admin_does_for_others_is_no_attempt(
    client: Client, sql: Sql, alpha: int
) -> None:
    insert_person(sql, "boss", is_admin=True)
    headers = headers_of(client, "boss")
    before = rows(sql)

    status, _ = change(client, alpha, headers, "")

    assert status == 204
    assert rows(sql) == before


def rename(client: Client, user_id: int, headers: dict[str, str], name: str) -> None:
    body = {"username": name}
    client.patch(f"/users/{user_id}", json=body, headers=headers)


def test_a_new_name_gives_no_new_guesses_at_the_password(
    client: Client, alpha: int
) -> None:
    """A stolen token may rename its user, and her password stays as hard to guess."""
    headers = headers_of(client, "alpha")
    statuses = [change(client, alpha, headers, f"Wrong{n}")[0] for n in range(5)]
    rename(client, alpha, headers, "omega")

    status, _ = change(client, alpha, headers, "Passw0rd")

    assert statuses == [403] * 5
    assert status == 429


def test_a_new_name_gives_no_new_logins(client: Client, alpha: int) -> None:
    headers = headers_of(client, "alpha")
    fail(client, 5)
    rename(client, alpha, headers, "omega")

    assert log_in(client, "omega") == 429
