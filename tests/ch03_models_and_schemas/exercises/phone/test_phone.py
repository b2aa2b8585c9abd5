"""The exercise `phone`: a field that is accepted and stored, and never answered."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers import Client, Sql, locations

ALPHA = {"username": "alpha", "email": "alpha@example.com"}
PHONE = "+49301234567"


def stored_phone(sql: Sql) -> object:
    columns = sql("SELECT name FROM pragma_table_info('users')")
    assert {"name": "phone"} in columns, "the table users has no column phone"
    (row,) = sql("SELECT phone FROM users")
    return row["phone"]


@pytest.mark.parametrize(
    ("phone", "stored"),
    [
        (PHONE, PHONE),
        ("+49 30 123-4567", PHONE),
        (" +49-30 1234567 ", PHONE),
        ("+1234567", "+1234567"),
        ("+123456789012345", "+123456789012345"),
        (None, None),
    ],
)
def test_a_phone_number_is_stored_without_spaces_and_hyphens(
    client: Client, sql: Sql, phone: str | None, stored: str | None
) -> None:
    response = client.post("/users", json=ALPHA | {"phone": phone})

    assert response.status_code == 201, response.text

    assert stored_phone(sql) == stored


def test_a_phone_number_may_be_left_out(client: Client, sql: Sql) -> None:
    response = client.post("/users", json=ALPHA)

    assert response.status_code == 201
    assert stored_phone(sql) is None


@pytest.mark.parametrize(
    "phone",
    [
        "",
        "+",
        "0301234567",
        "+123456",
        "+1234567890123456",
        "+49 30 CALL-ME",
        "+49301234567\n",
        "++49301234567",
        "+٤٩٣٠١٢٣٤٥٦٧",
        49301234567,
    ],
)
def test_any_other_phone_number_is_422(client: Client, sql: Sql, phone: object) -> None:
    response = client.post("/users", json=ALPHA | {"phone": phone})

    assert response.status_code == 422
    (entry,) = response.json()["detail"]
    assert entry["loc"] == ["body", "phone"]
    assert entry["type"] != "extra_forbidden", "UserCreate has no field phone"

    assert sql("SELECT * FROM users") == []


def test_no_answer_shows_a_phone_number(client: Client) -> None:
    created = client.post("/users", json=ALPHA | {"phone": PHONE})
    assert created.status_code == 201, created.text

    answers = [created, client.get(created.headers["Location"]), client.get("/users")]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert not any("phone" in answer.text for answer in answers)


def test_the_table_refuses_a_phone_number_without_a_plus(
    client: Client, sql: Sql
) -> None:
    client.post("/users", json=ALPHA | {"phone": PHONE})
    assert stored_phone(sql) == PHONE

    with pytest.raises(IntegrityError, match="ck_users_phone_plus"):
        sql("UPDATE users SET phone = '0301234567'")


def test_the_column_holds_the_longest_phone_number(sql: Sql) -> None:
    columns = sql("SELECT type, \"notnull\" FROM pragma_table_info('users')")

    wanted = {"type": "VARCHAR(16)", "notnull": 0}
    assert wanted in columns, "no column is a VARCHAR(16) that may be NULL"


def test_other_fields_are_still_refused(client: Client) -> None:
    response = client.post("/users", json=ALPHA | {"phone": PHONE, "is_admin": True})

    assert response.status_code == 422
    assert locations(response) == [["body", "is_admin"]]
