from fastapi import FastAPI

from chapters.ch02_first_table.main import User

app = FastAPI()


@app.post("/users")
def create_user() -> User:
    return User(username="alpha", email="alpha@example.com")
