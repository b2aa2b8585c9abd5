from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from fastapi.testclient import TestClient
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateSchema, DropSchema

from chapters.ch10_permissions import permissions
from chapters.ch10_permissions.config import settings
from chapters.ch10_permissions.database import SessionFactory
from chapters.ch10_permissions.main import app
from chapters.ch10_permissions.models import Base, User
from chapters.ch10_permissions.security import create_token

ADMINS = select(User.id).where(User.is_active, User.is_admin)
both_know = Barrier(2, timeout=1)
client = TestClient(app)


def only_ask(session: Session) -> list[int]:
    return list(session.scalars(ADMINS))


def wait_after(question: Callable[[Session], list[int]]) -> None:
    def ask(session: Session) -> list[int]:
        admins = question(session)
        with suppress(BrokenBarrierError):
            both_know.wait()
        return admins

    permissions.lock_admins = ask


def demote(user_id: int, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    body = {"is_admin": False}
    return client.patch(f"/users/{user_id}", json=body, headers=headers).status_code


def race(name: str) -> None:
    with SessionFactory() as session:
        session.execute(delete(User))
        users = [
            User(username=name, email=f"{name}@example.com", is_admin=True)
            for name in ("alpha", "beta")
        ]
        session.add_all(users)
        session.commit()
        ids = [user.id for user in users]
        tokens = [create_token(user) for user in reversed(users)]
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(demote, ids, tokens))
    with SessionFactory() as session:
        print(name, statuses, "admins left:", len(session.scalars(ADMINS).all()))


place = {"options": "-c search_path=race"}
engine = create_engine(settings.database_url, connect_args=place)
with engine.begin() as connection:
    connection.execute(CreateSchema("race", if_not_exists=True))
Base.metadata.create_all(engine)
SessionFactory.configure(bind=engine)

own = permissions.lock_admins
wait_after(only_ask)
race("only asked:")
wait_after(own)
race("locked:    ")

with engine.begin() as connection:
    connection.execute(DropSchema("race", cascade=True))
