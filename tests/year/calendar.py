"""Norwegian working days, worked out here from the law on public holidays so that the bot's own calendar is not asked about itself."""

from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday, by Gauss's rule with its two exceptions."""
    a, b, c = year % 19, year % 4, year % 7
    k = year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    day = 22 + d + e
    if d == 29 and e == 6:
        day = 50
    if d == 28 and e == 6 and a > 10:
        day = 49
    return date(year, 3, 1) + timedelta(days=day - 1)


def is_working(day: date) -> bool:
    """Monday to Friday, but for the fixed days and those that follow Easter."""
    moving = {easter(day.year) + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    return day.weekday() < 5 and day not in moving and (day.month, day.day) not in fixed
