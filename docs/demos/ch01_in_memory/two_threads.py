from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from chapters.ch01_in_memory import main
from chapters.ch01_in_memory.main import UserCreate, UserPublic, create_user


class WaitingList(list[UserPublic]):
    """A list whose length two threads read before either goes on."""

    barrier = Barrier(2, timeout=10)

    def __len__(self) -> int:
        length = super().__len__()
        self.barrier.wait()
        return length


main.users = WaitingList()
alpha = UserCreate(username="alpha", email="alpha@example.com")
beta = UserCreate(username="beta", email="beta@example.com")

with ThreadPoolExecutor(max_workers=2) as pool:
    for user in pool.map(create_user, [alpha, beta]):
        print(user)
