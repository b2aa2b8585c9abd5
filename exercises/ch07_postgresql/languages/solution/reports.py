from fastapi import APIRouter
from sqlalchemy import func, select

from .database import SessionDep
from .dialects import DayOf
from .models import User
from .schemas import LanguageRank, SignupDay

router = APIRouter(prefix="/reports")


@router.get("/signups")
def read_signups(session: SessionDep) -> list[SignupDay]:
    """Count the users who are new on each day (UTC), and all of them up to it."""
    day = DayOf(User.created_at).label("day")
    days = select(day, func.count().label("new_users")).group_by(day).cte("days")
    total = func.sum(days.c.new_users).over(order_by=days.c.day)
    report = select(days, total.label("total_users")).order_by(days.c.day)
    return [SignupDay.model_validate(row) for row in session.execute(report)]


@router.get("/languages")
def read_languages(session: SessionDep) -> list[LanguageRank]:
    """Count the active users of each language, the most frequent one first."""
    language = User.preferences["language"].as_string().label("language")
    used = (
        select(language, func.count().label("users"))
        .where(User.is_active, language.is_not(None))
        .group_by(language)
        .cte("used")
    )
    rank = func.rank().over(order_by=used.c.users.desc()).label("rank")
    report = select(used, rank).order_by(rank, used.c.language)
    return [LanguageRank.model_validate(row) for row in session.execute(report)]
