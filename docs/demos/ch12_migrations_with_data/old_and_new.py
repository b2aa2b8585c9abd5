from fastapi import FastAPI
from fastapi.testclient import TestClient

from chapters.ch11_alembic.main import app as old
from chapters.ch12_migrations_with_data.main import app as new
from chapters.ch12_migrations_with_data.models import User
from chapters.ch12_migrations_with_data.security import create_token

token = create_token(User(id=1, token_version=1))


def send(app: FastAPI, method: str, town: str | None = None) -> str:
    """Send a request to the address of user 1; return the status and the town."""
    client = TestClient(app, raise_server_exceptions=False)
    body = {"postcode": "10115", "town": town} if town else None
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.request(method, "/users/1/address", json=body, headers=headers)
    return f"{answer.status_code} {answer.json()['town'] if answer.is_success else ''}"


print("old writes:", send(old, "PUT", "Bonn"))
print("new reads: ", send(new, "GET"))
print("new writes:", send(new, "PUT", "Mainz"))
print("old reads: ", send(old, "GET"))
