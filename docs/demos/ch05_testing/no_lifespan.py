from fastapi.testclient import TestClient

from chapters.ch05_testing.main import app

TestClient(app).get("/users")
