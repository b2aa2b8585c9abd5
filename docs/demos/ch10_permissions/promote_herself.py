from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from chapters.ch10_permissions.database import SessionFactory
from chapters.ch10_permissions.main import app
from chapters.ch10_permissions.models import Base, User
from chapters.ch10_permissions.security import create_token

FORM = {"username": "beta", "age": 31, "is_active": True, "is_admin": False}

with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/promote.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    with SessionFactory() as session:
        beta = User(id=2, username="beta", email="beta@example.com")
        session.add(beta)
        session.commit()
        headers = {"Authorization": f"Bearer {create_token(beta)}"}

    client = TestClient(app)
    for change in (FORM, {"is_admin": True}):
        response = client.patch("/users/2", json=change, headers=headers)
        print(response.status_code, change)
    engine.dispose()
