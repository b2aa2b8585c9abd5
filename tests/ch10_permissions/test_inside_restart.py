"""What was counted stands in the database, and survives the process."""

from tests.server import Server

FORM = {"username": "nobody", "password": "Wrong"}


def test_a_restart_does_not_forget_the_failures(server: Server) -> None:
    with server.client() as client:
        before = [client.post("/token", data=FORM).status_code for _ in range(6)]
        server.restart()

        after = client.post("/token", data=FORM)

    assert before == [401] * 5 + [429]
    assert after.status_code == 429
    assert 0 < int(after.headers["Retry-After"]) <= 15 * 60
