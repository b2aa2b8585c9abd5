import logging
import sys

from pydantic import SecretStr

from chapters.ch08_passwords.models import User
from chapters.ch08_passwords.security import context, hash_password, verify_password

logging.basicConfig(stream=sys.stdout)
password = SecretStr("Winter2026")
good = hash_password(password)
for hashed in ("Winter2026", good[:30], good[:50]):
    try:
        context.verify("Winter2026", hashed)
    except Exception as error:
        print(type(error).__name__)
    print(verify_password(User(id=7, hashed_password=hashed), password))
