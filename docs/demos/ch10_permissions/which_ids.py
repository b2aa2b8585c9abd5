USERS = {1, 2, 5}


def look_first(caller: int, user_id: int) -> int:
    if user_id not in USERS:
        return 404
    return 200 if caller == user_id else 403


def ask_first(caller: int, user_id: int) -> int:
    if caller != user_id:
        return 403
    return 200 if user_id in USERS else 404


for rule in (look_first, ask_first):
    print(rule.__name__, [rule(2, user_id) for user_id in range(1, 8)])
