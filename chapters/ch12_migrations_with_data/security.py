import hmac
import logging
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import uuid4

from jose import jwt
from jose.exceptions import JOSEError
from passlib.context import CryptContext
from pydantic import BaseModel, Field, SecretStr, ValidationError

from .config import settings
from .errors import NotAuthenticatedError
from .models import User
from .schemas import MAX_PASSWORD

ALGORITHM = "HS256"
MAX_TOKEN = 1000
# The clock that dates the tokens also checks them: it needs no leeway.
OPTIONS = {"leeway": 0} | {
    f"require_{claim}": True for claim in ("sub", "ver", "iat", "exp", "jti")
}

logger = logging.getLogger(__name__)

context = CryptContext(
    schemes=["argon2"],
    argon2__memory_cost=settings.argon2_memory_cost,
    argon2__time_cost=settings.argon2_time_cost,
    argon2__parallelism=1,
)


def hash_password(password: SecretStr) -> str:
    return context.hash(password.get_secret_value())


# Nobody knows the password of this hash: what is compared with it is wrong.
DUMMY_HASH = hash_password(SecretStr(secrets.token_urlsafe()))

# What passlib raises for a broken hash depends on where it is broken.
UNREADABLE = (ValueError, TypeError, NotImplementedError)


def verify_password(user: User | None, password: SecretStr) -> tuple[bool, str | None]:
    """Say whether it is right, and give a new hash if the stored one is out of date.

    Without a user, or a hash to compare with, the work is the same.
    """
    text = password.get_secret_value()
    if len(text) > MAX_PASSWORD:
        text = ""  # nobody's password, and refused at the same price
    secret = text.encode(errors="surrogatepass")  # half a character is no error
    hashed = DUMMY_HASH
    if user and user.hashed_password is not None:
        hashed = user.hashed_password
    try:
        return context.verify_and_update(secret, hashed)
    except UNREADABLE:
        logger.warning("The password hash of user %s is unreadable", user and user.id)
        return context.verify_and_update(secret, DUMMY_HASH)


class Claims(BaseModel):
    sub: Annotated[int, Field(ge=1, lt=2**31)]
    ver: int


def create_token(user: User) -> str:
    now = datetime.now(UTC)
    claims = {
        "sub": str(user.id),
        "ver": user.token_version,
        "iat": now,
        "exp": now + timedelta(minutes=settings.token_minutes),
        "jti": str(uuid4()),
    }
    return jwt.encode(claims, settings.secret_key.get_secret_value(), ALGORITHM)


def read_token(token: str) -> Claims:
    if len(token) > MAX_TOKEN:
        raise NotAuthenticatedError
    key = settings.secret_key.get_secret_value()
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITHM], options=OPTIONS)
        return Claims.model_validate(claims)
    except (JOSEError, TypeError, OverflowError, ValidationError) as error:
        raise NotAuthenticatedError from error


def fingerprint(text: str) -> str:
    """Make 64 characters of a text, from which nobody can read it without our key."""
    key = settings.secret_key.get_secret_value().encode()
    data = text.encode(errors="surrogatepass")
    return hmac.digest(key, data, "sha256").hex()
