from time import perf_counter

from passlib.context import CryptContext

context = CryptContext(
    schemes=["argon2"],
    argon2__memory_cost=19 * 1024,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
first, second = context.hash("Winter2026"), context.hash("Winter2026")
print(first)
print(second)
for guess in ("Winter2025", "Winter2026"):
    print(guess, context.verify(guess, first), context.verify(guess, second))

start = perf_counter()
for number in range(10):
    context.verify(f"Winter{number}", first)
rate = 10 / (perf_counter() - start)
print("fewer than 1000 guesses a second:", rate < 1000)
