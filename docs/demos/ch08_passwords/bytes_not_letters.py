import bcrypt

for password in ("x" * 72, "x" * 73, "ж" * 36, "ж" * 37):
    secret = password.encode()
    try:
        bcrypt.hashpw(secret, bcrypt.gensalt())
    except ValueError as error:
        print(len(password), "letters,", len(secret), "bytes:", error)
    else:
        print(len(password), "letters,", len(secret), "bytes: hashed")
