from sqlalchemy import select

from chapters.ch02_first_table.main import User, get_session

session = get_session()
print(session.scalars(select(User)).all())  # type: ignore[attr-defined]
