"""Give the table a name and an address only, and see what the row holds."""

from datetime import UTC, datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from chapters.ch03_models_and_schemas.models import Base, User

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    user = User(username="alpha", email="alpha@example.com")
    session.add(user)
    session.commit()
    print("age:", user.age)
    print("is_active:", user.is_active)
    print("is_admin:", user.is_admin)
    print("zone of created_at:", user.created_at.tzinfo)
    print("created_at is past:", user.created_at <= datetime.now(UTC))
