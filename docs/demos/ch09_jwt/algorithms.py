from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jose import JWTError, jws, jwt
from jose.exceptions import JOSEError

KEY = "a key for this page, of 36 letters.."
CLAIMS = {"sub": "1"}
NONE = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."  # {"alg":"none"}, {"sub":"1"}, nothing

public = rsa.generate_private_key(65537, 2048).public_key()
PUBLIC_KEY = public.public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)


def attempt(name: str, token: str, key: str | bytes, ours: str) -> None:
    for algorithms in (None, [ours]):
        try:
            jwt.decode(token, key, algorithms=algorithms)
            result = "accepted"
        except JOSEError as error:
            kind = "a" if isinstance(error, JWTError) else "no"
            result = f"{type(error).__name__}, which is {kind} JWTError"
        print(f"{name:<10} algorithms={algorithms}: {result}")


attempt("none", NONE, KEY, "HS256")
attempt("HS512", jwt.encode(CLAIMS, KEY, "HS512"), KEY, "HS256")
confused = jws.sign(CLAIMS, PUBLIC_KEY, algorithm="HS256")
attempt("public key", confused, PUBLIC_KEY, "RS256")
