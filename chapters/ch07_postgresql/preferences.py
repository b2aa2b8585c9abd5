from fastapi import APIRouter

from .database import SessionDep
from .errors import GARBLED, NOT_FOUND, Responses, TooManyPreferencesError
from .operations import UserId, commit, find_user
from .schemas import MAX_PREFERENCES, ErrorPublic, Preferences, PreferencesUpdate

FULL: Responses = {409: {"model": ErrorPublic, "description": "Too many preferences"}}

router = APIRouter(prefix="/users/{user_id}/preferences", responses=NOT_FOUND)


@router.get("")
def read_preferences(user_id: UserId, session: SessionDep) -> Preferences:
    return find_user(session, user_id).preferences


@router.patch("", responses=GARBLED | FULL)
def update_preferences(
    user_id: UserId, changes: PreferencesUpdate, session: SessionDep
) -> Preferences:
    user = find_user(session, user_id)
    for name, value in changes.items():
        if value is None:
            user.preferences.pop(name, None)
        else:
            user.preferences[name] = value
    if len(user.preferences) > MAX_PREFERENCES:
        raise TooManyPreferencesError
    commit(session, {}, user_id)
    return user.preferences
