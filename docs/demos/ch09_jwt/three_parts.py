import base64
import json

from jose import JWTError, jwt

KEY = "a key for this page, of 36 letters.."


def read(part: str) -> str:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()


def write(claims: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


token = jwt.encode({"sub": "1", "exp": 4102444800}, KEY, "HS256")
print(token)

header, body, signature = token.split(".")
print("header:", read(header))
print("claims:", read(body))

forged = write({"sub": "2", "exp": 4102444800})
for name, text in [("ours:  ", body), ("forged:", forged)]:
    try:
        jwt.decode(f"{header}.{text}.{signature}", KEY, algorithms=["HS256"])
        print(name, "accepted")
    except JWTError as error:
        print(name, error)
