from collections.abc import Mapping

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from .errors import ForbiddenError, LastAdminError
from .models import User

RIGHTS = ("is_active", "is_admin")


def check_change(
    session: Session, caller: User, user: User, values: Mapping[str, object]
) -> None:
    """Let only an admin change rights, and nobody take the last admin's."""
    changed = {
        name: values[name]
        for name in RIGHTS
        if name in values and values[name] != getattr(user, name)
    }
    if changed and not caller.is_admin:
        raise ForbiddenError
    if False in changed.values():
        keep_an_admin(session, user)


def keep_an_admin(session: Session, user: User) -> None:
    """Refuse to lose the user who is the only active admin."""
    if lock_admins(session) == [user.id]:
        raise LastAdminError


def lock_admins(session: Session) -> list[int]:
    """Return the ids of the active admins; nobody changes them until we commit.

    SQLite has no FOR UPDATE. Its only lock is taken by a write, even one of no row.
    """
    session.execute(update(User).where(false()).values(is_admin=True))
    admins = select(User.id).where(User.is_active, User.is_admin)
    return list(session.scalars(admins.order_by(User.id).with_for_update()))
