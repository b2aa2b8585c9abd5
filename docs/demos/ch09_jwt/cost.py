from collections.abc import Callable
from statistics import median
from time import perf_counter

from jose import jwt
from pydantic import SecretStr

from chapters.ch09_jwt.security import context, hash_password

KEY = "a key for this page, of 36 letters.."
hashed = hash_password(SecretStr("Passw0rd"))
token = jwt.encode({"sub": "1"}, KEY, "HS256")


def seconds(action: Callable[[], object]) -> float:
    times = []
    for _ in range(9):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times)


password = seconds(lambda: context.verify("Passw0rd", hashed))
signature = seconds(lambda: jwt.decode(token, KEY, algorithms=["HS256"]))
print("one password costs more than 100 signatures:", password > 100 * signature)
