from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import case, delete, literal, select, update
from sqlalchemy.orm import Session

from .config import settings
from .dialects import UTCDateTime, upsert
from .errors import TooManyAttemptsError
from .models import LoginThrottle
from .operations import find_by_name
from .security import fingerprint


def get_address(request: Request) -> str:
    """Return the caller's address; of IPv6 the network, for it has 2**64 of them."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return host


AddressDep = Annotated[str, Depends(get_address)]


@contextmanager
def throttle(session: Session, username: str, address: str) -> Iterator[None]:
    """Count an attempt before it is made, and take it back if it does not fail."""
    place = fingerprint(f"address {address}")
    count_attempt(session, place, settings.failures_per_address)
    name = get_subject(session, username)
    count_attempt(session, name, settings.failures_per_name)
    yield
    session.execute(delete(LoginThrottle).where(LoginThrottle.subject == name))
    session.execute(
        update(LoginThrottle)
        .where(LoginThrottle.subject == place)
        .values(attempts=LoginThrottle.attempts - 1)
    )
    session.commit()


def get_subject(session: Session, username: str) -> str:
    """Return what is counted: a user whatever her name is, or a name without one."""
    user = find_by_name(session, username)
    return fingerprint(f"user {user.id}" if user else f"name {username.lower()}")


def forget_one(session: Session, now: datetime) -> None:
    """Delete a row whose time is over, so that they do not pile up.

    Only one, in a transaction of its own: it never waits for a lock while it has one.
    """
    old = select(LoginThrottle.subject).where(LoginThrottle.ends_at <= now)
    subject = session.scalar(old.order_by(LoginThrottle.ends_at).limit(1))
    if subject is None:
        return
    session.execute(
        delete(LoginThrottle).where(
            LoginThrottle.subject == subject, LoginThrottle.ends_at <= now
        )
    )
    session.commit()


def count_attempt(session: Session, subject: str, limit: int) -> None:
    """Count in one statement: of two attempts at once, neither reads an old number."""
    now = datetime.now(UTC)
    forget_one(session, now)
    end = now + timedelta(minutes=settings.failure_minutes)
    is_over = LoginThrottle.ends_at <= now
    statement = upsert(
        session.get_bind().dialect,
        LoginThrottle,
        [{"subject": subject, "attempts": 1, "ends_at": end}],
        "subject",
        attempts=case((is_over, 1), else_=LoginThrottle.attempts + 1),
        ends_at=case(
            (is_over, literal(end, UTCDateTime())), else_=LoginThrottle.ends_at
        ),
    )
    session.execute(statement)
    counted = select(LoginThrottle.attempts, LoginThrottle.ends_at)
    row = session.execute(counted.where(LoginThrottle.subject == subject)).one()
    session.commit()
    if row.attempts > limit:
        raise TooManyAttemptsError(row.ends_at - now)
