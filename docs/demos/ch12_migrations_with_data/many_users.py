from sqlalchemy import insert

from chapters.ch11_alembic.database import SessionFactory
from chapters.ch11_alembic.models import User

TOWNS = ("10115 Berlin", "20095 Hamburg", "60311 Frankfurt am Main")

users = [
    {
        "username": f"user{number}",
        "email": f"user{number}@example.com",
        "city": TOWNS[number % 3],
    }
    for number in range(1, 10001)
]
with SessionFactory() as session:
    session.execute(insert(User), users)
    session.commit()
print(len(users), "users")
