from collections.abc import Callable
from time import perf_counter

from pydantic import SecretStr

from chapters.ch08_passwords.models import User
from chapters.ch08_passwords.security import context, hash_password, verify_password

alpha = User(hashed_password=hash_password(SecretStr("Winter2026")))
WRONG = SecretStr("Summer2026")


def naive(user: User | None, password: SecretStr) -> bool:
    if user is None:
        return False
    return context.verify(password.get_secret_value(), user.hashed_password)


def seconds(verify: Callable[..., object], user: User | None) -> float:
    start = perf_counter()
    for _ in range(10):
        verify(user, WRONG)
    return perf_counter() - start


for verify in (naive, verify_password):
    ratio = seconds(verify, None) / seconds(verify, alpha)
    size = "less than a tenth of" if ratio < 0.1 else "about"
    print(verify.__name__, "unknown name:", size, "the time for a wrong password")
