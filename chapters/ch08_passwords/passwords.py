from fastapi import APIRouter

from .database import SessionDep
from .errors import FORBIDDEN, GARBLED, NOT_FOUND, WrongPasswordError
from .operations import UserId, authenticate, commit, find_user
from .schemas import Credentials, PasswordChange, UserPublic
from .security import hash_password, verify_password

router = APIRouter(responses=GARBLED | FORBIDDEN)


@router.post("/login")
def log_in(credentials: Credentials, session: SessionDep) -> UserPublic:
    user = authenticate(session, credentials.username, credentials.password)
    answer = UserPublic.model_validate(user)
    session.commit()
    return answer


@router.put("/users/{user_id}/password", status_code=204, responses=NOT_FOUND)
def change_password(
    user_id: UserId, change: PasswordChange, session: SessionDep
) -> None:
    user = find_user(session, user_id)
    is_right, _ = verify_password(user, change.current_password)
    if not is_right:
        raise WrongPasswordError
    user.hashed_password = hash_password(change.new_password)
    commit(session, {}, user_id)
