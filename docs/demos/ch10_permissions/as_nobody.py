from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from chapters.ch10_permissions.database import SessionFactory
from chapters.ch10_permissions.main import app
from chapters.ch10_permissions.models import Base, User

with TemporaryDirectory() as folder:
    engine = create_engine(f"sqlite:///{folder}/nobody.db")
    Base.metadata.create_all(engine)
    SessionFactory.configure(bind=engine)
    with SessionFactory() as session:
        session.add(User(id=1, username="alpha", email="alpha@example.com"))
        session.commit()

    client = TestClient(app)
    for path, operations in app.openapi()["paths"].items():
        for method in operations:
            url = path.replace("{user_id}", "1")
            response = client.request(method, url, json={})
            print(response.status_code, method.upper(), path)
    engine.dispose()
