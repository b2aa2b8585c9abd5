from passlib.hash import bcrypt

print(bcrypt.hash("Passw0rd"))
