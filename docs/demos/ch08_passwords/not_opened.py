from passlib.context import CryptContext
from pydantic import SecretStr

context = CryptContext(schemes=["argon2"])
try:
    context.hash(SecretStr("Winter2026"))  # type: ignore[arg-type]
except TypeError as error:
    print(error)
