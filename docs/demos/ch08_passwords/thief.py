from hashlib import sha256
from itertools import product
from time import perf_counter

PASSWORDS = {"alpha": "Winter2026", "beta": "Winter2026", "gamma": "Secret77"}
WORDS = ("Password", "Welcome", "Secret", "Spring", "Summer", "Autumn", "Winter")


def fast_hash(password: str) -> str:
    return sha256(password.encode()).hexdigest()


stolen = {name: fast_hash(password) for name, password in PASSWORDS.items()}
for name, hashed in stolen.items():
    print(name, hashed[:16])

start = perf_counter()
guesses = {fast_hash(f"{w}{n}"): f"{w}{n}" for w, n in product(WORDS, range(3000))}
for name, hashed in stolen.items():
    print(name, guesses[hashed])
seconds = perf_counter() - start
print(len(guesses), "guesses in less than a second:", seconds < 1)
