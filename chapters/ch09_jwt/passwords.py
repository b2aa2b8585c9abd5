from fastapi import APIRouter

from .database import SessionDep
from .errors import FORBIDDEN, GARBLED, NOT_FOUND, WrongPasswordError
from .models import User
from .operations import UserId, commit, find_user
from .schemas import PasswordChange
from .security import hash_password, verify_password

router = APIRouter(responses=GARBLED | FORBIDDEN | NOT_FOUND)


@router.put("/users/{user_id}/password", status_code=204)
def change_password(
    user_id: UserId, change: PasswordChange, session: SessionDep
) -> None:
    user = find_user(session, user_id)
    is_right, _ = verify_password(user, change.current_password)
    if not is_right:
        raise WrongPasswordError
    user.hashed_password = hash_password(change.new_password)
    user.token_version = User.token_version + 1
    commit(session, {}, user_id)
