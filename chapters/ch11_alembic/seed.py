import sys
from datetime import UTC, datetime

from sqlalchemy import func, select

from .database import SessionFactory, engine
from .dialects import UTCNow, upsert
from .models import User
from .revisions import check_revision

USERS: list[dict[str, object]] = [
    {
        "username": name,
        "email": f"{name}@example.com",
        "created_at": datetime(2026, 11, day, hour, tzinfo=UTC),
        "preferences": {"language": language},
    }
    for name, day, hour, language in [
        ("alpha", 2, 9, "en"),
        ("alina", 2, 23, "uk"),
        ("al_x", 3, 0, "en"),
        ("beta", 5, 12, "de"),
        ("gamma", 5, 18, "fr"),
    ]
]


def main() -> None:
    with SessionFactory() as session:
        check_revision(session.connection())
        session.execute(
            upsert(engine.dialect, User, USERS, "username", updated_at=UTCNow())
        )
        session.commit()
        total = session.scalar(select(func.count()).select_from(User))
    sys.stdout.write(f"{total} users\n")


if __name__ == "__main__":
    main()
