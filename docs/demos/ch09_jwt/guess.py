from jose import JWTError, jwt

token = jwt.encode({"sub": "7"}, "secret", "HS256")


def fits(key: str) -> bool:
    try:
        jwt.decode(token, key, algorithms=["HS256"])
    except JWTError:
        return False
    return True


words = ["", "a", "changeme", "password", "shop", "secret", "supersecret"]
key = next(word for word in words if fits(word))
print("the key is:", key)
print("a new token:", jwt.encode({"sub": "1"}, key, "HS256"))
