"""GET /reports/signups: new users per day, and all of them up to that day."""

from tests.conftest import CountQueries
from tests.helpers import Client, Sql


def insert_user(sql: Sql, name: str, moment: str) -> None:
    sql(
        "INSERT INTO users (username, email, created_at) VALUES (:name, :email, :at)",
        name=name,
        email=f"{name}@example.com",
        at=moment,
    )


def test_without_users_the_report_is_empty(client: Client) -> None:
    response = client.get("/reports/signups")

    assert response.status_code == 200
    assert response.json() == []


def test_each_day_has_its_new_users_and_the_total(client: Client, sql: Sql) -> None:
    insert_user(sql, "gamma", "2026-11-05 12:00:00")
    insert_user(sql, "alpha", "2026-11-02 00:00:00")
    insert_user(sql, "alina", "2026-11-02 23:59:59")
    insert_user(sql, "beta", "2026-11-03 00:00:00")

    response = client.get("/reports/signups")

    assert response.status_code == 200
    assert response.json() == [
        {"day": "2026-11-02", "new_users": 2, "total_users": 2},
        {"day": "2026-11-03", "new_users": 1, "total_users": 3},
        {"day": "2026-11-05", "new_users": 1, "total_users": 4},
    ]


def test_the_report_is_one_statement_with_an_order(
    client: Client, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        client.get("/reports/signups")

    (query,) = queries
    assert query.endswith("ORDER BY days.day")
