import logging
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError
from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import SecretStr

from .config import settings
from .models import User
from .schemas import MAX_PASSWORD

logger = logging.getLogger(__name__)


class OutspokenHasher(Argon2Hasher):
    """Raise for a hash that cannot be read; pwdlib calls the password wrong."""

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:
        try:
            return PasswordHasher().verify(hash, password)
        except VerifyMismatchError:
            return False


context = PasswordHash(
    [
        OutspokenHasher(
            memory_cost=settings.argon2_memory_cost,
            time_cost=settings.argon2_time_cost,
            parallelism=1,
        )
    ]
)

# pwdlib does not know the beginning, argon2-cffi cannot read what follows.
UNREADABLE = (UnknownHashError, VerificationError, ValueError)


def hash_password(password: SecretStr) -> str:
    return context.hash(password.get_secret_value())


# Nobody knows the password of this hash: what is compared with it is wrong.
DUMMY_HASH = hash_password(SecretStr(secrets.token_urlsafe()))


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
