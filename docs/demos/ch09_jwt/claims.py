from datetime import datetime, timedelta, timezone

from jose import JWTError, jwt

KEY = "a key for this page, of 36 letters.."


def attempt(name: str, claims: dict[str, object], **options: bool) -> None:
    token = jwt.encode(claims, KEY, "HS256")
    try:
        read = jwt.decode(token, KEY, algorithms=["HS256"], options=options)
        print(f"{name}: accepted, {read}")
    except JWTError as error:
        print(f"{name}: {error}")


attempt("integer sub", {"sub": 1})
attempt("no end", {"sub": "1"})
attempt("no end, but required", {"sub": "1"}, require_exp=True)

in_berlin = timezone(timedelta(hours=1))
noon = datetime(2100, 1, 1, 12, 0, tzinfo=in_berlin)
attempt("noon in Berlin, aware", {"exp": noon})
attempt("noon in Berlin, naive", {"exp": noon.replace(tzinfo=None)})
