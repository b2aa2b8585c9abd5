from fastapi import APIRouter
from sqlalchemy import func, select

from .database import SessionDep
from .dependencies import ADMIN
from .dialects import DayOf
from .errors import PROTECTED
from .models import User
from .schemas import SignupDay

router = APIRouter(prefix="/reports", dependencies=[ADMIN], responses=PROTECTED)


@router.get("/signups")
def read_signups(session: SessionDep) -> list[SignupDay]:
    """Count the users who are new on each day (UTC), and all of them up to it."""
    day = DayOf(User.created_at).label("day")
    days = select(day, func.count().label("new_users")).group_by(day).cte("days")
    total = func.sum(days.c.new_users).over(order_by=days.c.day)
    report = select(days, total.label("total_users")).order_by(days.c.day)
    return [SignupDay.model_validate(row) for row in session.execute(report)]
