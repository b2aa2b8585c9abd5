from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from chapters.ch06_mysql.config import settings

engine = create_engine(
    settings.database_url, pool_size=5, max_overflow=0, pool_timeout=1
)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def ask_60_times(limit: int | None) -> set[int]:
    app = FastAPI()
    session_dep = Depends(get_session, max_concurrency=limit)

    @app.get("/")
    def answer(session: Annotated[Session, session_dep]) -> int:
        return len(session.execute(text("SELECT SLEEP(0.1)")).all())

    client = TestClient(app, raise_server_exceptions=False)
    with client, ThreadPoolExecutor(60) as pool:
        return set(pool.map(lambda _: client.get("/").status_code, range(60)))


print("without a limit:", sorted(ask_60_times(None)))
print("max_concurrency=5:", sorted(ask_60_times(5)))
