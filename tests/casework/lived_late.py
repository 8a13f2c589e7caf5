"""Lives of a case in which the bot is away and back on a Saturday, or at night, with much that is due, for `lives` to tell."""

from datetime import UTC, date, datetime

from bot.casework import commands as do
from bot.casework.model import HandoverReason, Named
from tests.casework.deciding import ADA, BO, DECIDED, KE, LEADER, SOUTH
from tests.casework.lived import YES, Life, Step, days
from tests.casework.lived_otherwise import LED_ANEW, SECOND, TOWN, away, but, by, left


def back(month: int, day: int, year: int = 2026, hour: int = 12) -> list[Step]:
    """The bot is back on a day, and its clock looks at the case until there is nothing more to do."""
    return [datetime(year, month, day, hour, tzinfo=UTC), (None, do.TimePassed()), (None, do.TimePassed())]


UNANSWERED: list[Step] = [
    TOWN,
    *by(KE, do.SendRequest(SOUTH), do.SetLookAgain(date(2027, 2, 1)), do.PauseCase(date(2027, 2, 1))),
    *back(11, 28),
    *back(12, 5),
    *back(12, 5, hour=22),
    *back(12, 12),
    *back(1, 23, 2027),
    (KE, do.RemindNow(1)),
    *back(2, 20, 2027),
    (KE, do.RemindNow(1)),
    (KE, do.RemindNow(1)),
    days(1),
    (KE, do.RemindNow(1)),
    days(30),
]
IN_PLACE: list[Step] = [
    TOWN,
    *by(KE, do.SendRequest(SOUTH), do.SetLookAgain(date(2027, 3, 1))),
    (LEADER, do.Accept(1, YES)),
    (KE, do.SendWelcome()),
    (LEADER, do.NameSubstitute(BO, date(2026, 12, 21), date(2027, 1, 15))),
    *back(12, 19),
    *back(1, 16, 2027),
    *back(1, 23, 2027),
    (LEADER, do.ExtendSubstitute(date(2027, 1, 29))),
    (LEADER, do.ConfirmReturn()),
    (ADA, do.ReportHandover(HandoverReason.LEAVING)),
    *back(1, 30, 2027),
    *back(2, 6, 2027),
    (LEADER, do.NameSuccessor(Named(BO), date(2027, 2, 10), informed=True, overlap_until=date(2027, 2, 17))),
    *back(2, 20, 2027),
    *back(3, 6, 2027),
    (BO, do.PauseCase(date(2027, 4, 1))),
    *back(4, 3, 2027),
    left(but(TOWN, south=LED_ANEW), BO),
    (None, do.TimePassed()),
    days(3),
]
SHORT: list[Step] = [
    TOWN,
    (KE, do.SendRequest(SOUTH)),
    (LEADER, do.Accept(1, YES)),
    (LEADER, do.NameSubstitute(BO, date(2026, 11, 25), date(2026, 11, 27))),
    days(2),
    (LEADER, do.ExtendSubstitute(date(2026, 12, 18))),
    left(TOWN, BO),
    *back(11, 28),
    days(3),
    (LEADER, do.NameSubstitute(SECOND, date(2026, 11, 30), date(2026, 12, 4))),
    *back(12, 12),
    away(TOWN, LEADER, date(2026, 12, 14), date(2026, 12, 18)),
    (ADA, do.ReportHandover(HandoverReason.TRANSITION)),
    left(TOWN, LEADER),
    *back(12, 13),
    days(20),
]
LATE: dict[str, Life] = {
    "nobody answers, and the bot is away again and again": ("standard", do.OpenCase("2026-0417", date(2026, 11, 10)), UNANSWERED),
    "a coordinator in place, and the bot is away again and again": ("standard", do.OpenCase("2026-0417", DECIDED), IN_PLACE),
    "people leave while the bot is away": ("karmoy", do.OpenCase("2026-0417", DECIDED), SHORT),
}
