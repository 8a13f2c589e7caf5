"""Every card of leaders and coordinators, and every short answer, in each state: what the checks walk and what is photographed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.cards.answers import HOW_TO, INTENTS, TEXTS
from bot.cards.scene import Scene
from bot.casework.model import Acceptance, Assignment, Case, CoordinatorType, EndReason, Named, Request, RequestState
from bot.casework.outcome import Kind, Refusal, Why
from tests.cards import ke_scenes as at

ANSWERED = {"answered_at": at.TUESDAY, "answered_by": at.NORTH_LEADER, "reacted_at": at.TUESDAY}
ASKED = Request(1, at.NORTH, at.MONDAY, at.KIM, date(2026, 12, 7), (at.NORTH_LEADER,))
PROMISED = replace(ASKED, state=RequestState.PROMISED, **ANSWERED)
ACCEPTED = replace(ASKED, state=RequestState.ACCEPTED, **ANSWERED)
DECLINED = replace(ASKED, state=RequestState.DECLINED, decline_reason="no_capacity", **ANSWERED)
WITHDRAWN = replace(ASKED, state=RequestState.WITHDRAWN, closed_at=datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
OFFERED = replace(WITHDRAWN, state=RequestState.OFFERED, offer=Acceptance(Named(at.BO), True), **ANSWERED)
LATE = replace(ASKED, overdue_on=date(2026, 12, 8))
TO_STAND_IN = Request(1, at.SOUTH, at.MONDAY, at.KIM, date(2026, 12, 7), (at.STAND_IN,))
PASSED_ON = replace(TO_STAND_IN, recipients=(at.STAND_IN, at.DEPARTMENT), passed_on_by=at.STAND_IN, passed_to=(at.DEPARTMENT,))
NAMED = Assignment(1, at.NORTH, 1, Named(at.BO), at.TUESDAY, at.NORTH_LEADER, permanent=True)
THURSDAY = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)


def with_request(request: Request, *assignments: Assignment, **change: Any) -> Case:
    """A case with this request."""
    return replace(at.UNASKED, requests=(request,), assignments=assignments, **change)


def ask(
    locale: str, request: Request, *assignments: Assignment, reader: int = at.NORTH_LEADER, now: datetime = at.TUESDAY, **change: Any
) -> Scene:
    """The request's card as that reader sees it."""
    case = with_request(request, *assignments, **change)
    return at.scene(Kind.REQUEST, case, locale=locale, now=now, reader=reader, request=1)


def draw_all(locale: str) -> Mapping[str, Scene]:
    """The scene of each card, by a name that says the state; all are drawn by `bot.cards.draw`."""
    return {**requests(locale), **receipts(locale), **reminders(locale), **coordinators(locale), **answers(locale)}


def requests(locale: str) -> dict[str, Scene]:
    live = ask(locale, ASKED)
    taken = Refusal(Why.ALREADY_ANSWERED, {"name": "Leder nord", "at": at.TUESDAY})
    return {
        "request": live,
        "request, barnekoordinator": ask(locale, ASKED, type=CoordinatorType.CHILD_COORDINATOR),
        "request, stand-in": ask(locale, TO_STAND_IN, reader=at.STAND_IN),
        "request, passed on, giver": ask(locale, PASSED_ON, reader=at.STAND_IN),
        "request, passed on, receiver": ask(locale, PASSED_ON, reader=at.DEPARTMENT),
        "request, more time and call": ask(locale, replace(ASKED, wants_until=date(2026, 12, 14), call_wanted_at=at.TUESDAY)),
        "request, extended": ask(locale, replace(ASKED, deadline=date(2026, 12, 14), first_deadline=date(2026, 12, 7))),
        "request, overdue": ask(locale, LATE, now=DAY_AFTER),
        "request, evening of the deadline": ask(locale, ASKED, now=datetime(2026, 12, 7, 23, 30, tzinfo=UTC)),
        "request, mistake": replace(live, notice=Refusal(Why.BAD_INPUT, {"field": "choose_person"})),
        "request, somebody was first": replace(ask(locale, ACCEPTED, NAMED), notice=taken),
        "request, promised": ask(locale, PROMISED),
        "request, promised and overdue": ask(locale, replace(PROMISED, overdue_on=date(2026, 12, 8)), now=DAY_AFTER),
        "request, not the reader's": ask(locale, ASKED, reader=at.ADA),
        "request, back from an absence": replace(ask(locale, ASKED), data={"routed": "back"}),
        "request, new as leader": replace(ask(locale, ASKED), data={"routed": "new"}),
    }


def receipts(locale: str) -> dict[str, Scene]:
    settled = replace(NAMED, informed_at=at.TUESDAY, access_at=at.TUESDAY)
    welcomed = replace(settled, welcomed_at=at.WEDNESDAY)
    outsider = replace(settled, named=Named(name="Sam Prøve", service="Skolehelsetjenesten"))
    corrected = replace(settled, seq=2, named=Named(at.ADA), named_at=at.WEDNESDAY, named_by=at.KIM)
    wrong = replace(NAMED, ended_at=at.WEDNESDAY, end_reason=EndReason.REPLACED)
    answered_late = replace(ACCEPTED, answered_at=DAY_AFTER, overdue_on=date(2026, 12, 8))
    turned_down = replace(OFFERED, state=RequestState.WITHDRAWN)
    declined = ask(locale, DECLINED)
    asked_elsewhere = replace(with_request(DECLINED), requests=(DECLINED, replace(TO_STAND_IN, seq=2)))
    moved_on = replace(declined, case=asked_elsewhere)
    return {
        "receipt, yes": ask(locale, ACCEPTED, NAMED),
        "receipt, yes by another": ask(locale, replace(ACCEPTED, answered_by=at.KIM), settled),
        "receipt, yes and not permanent": ask(locale, ACCEPTED, replace(NAMED, permanent=False, informed_at=at.TUESDAY)),
        "receipt, yes and late": ask(locale, answered_late, replace(settled, named_at=DAY_AFTER), now=DAY_AFTER),
        "receipt, yes, nothing left": ask(locale, ACCEPTED, settled),
        "receipt, yes, KE has acted": ask(locale, ACCEPTED, welcomed),
        "receipt, yes, outside Teams": ask(locale, ACCEPTED, outsider),
        "receipt, corrected": ask(locale, ACCEPTED, wrong, corrected),
        "receipt, disputed": ask(locale, ACCEPTED, replace(welcomed, disputed_at=at.WEDNESDAY), now=at.WEDNESDAY),
        "receipt, no": declined,
        "receipt, no, asked elsewhere": moved_on,
        "receipt, no by another": ask(locale, replace(DECLINED, answered_by=at.KIM)),
        "receipt, withdrawn": ask(locale, WITHDRAWN, now=THURSDAY),
        "receipt, withdrawn and appointed": ask(locale, WITHDRAWN, replace(NAMED, request=2), now=THURSDAY),
        "receipt, offered": ask(locale, OFFERED, now=THURSDAY),
        "receipt, offer turned down": ask(locale, turned_down, now=THURSDAY),
        "receipt, closed": ask(locale, ACCEPTED, settled, closed_at=at.WEDNESDAY, now=THURSDAY),
    }


def remind(locale: str, now: datetime, *requests: Request) -> Scene:
    """The day's reminding message about some requests, each of a case of its own."""
    scene = at.scene(Kind.REMINDING, locale=locale, now=now, reader=at.NORTH_LEADER)
    cases = (replace(with_request(request), id=17 + index, number=f"2026-04{17 + index}") for index, request in enumerate(requests))
    return replace(scene, due=tuple((case, case.requests[0]) for case in cases))


def reminders(locale: str) -> dict[str, Scene]:
    return {
        "reminder": remind(locale, datetime(2026, 12, 2, 7, 0, tzinfo=UTC), ASKED),
        "reminder, working day before": remind(locale, datetime(2026, 12, 4, 7, 0, tzinfo=UTC), ASKED),
        "reminder, last day": remind(locale, LAST_DAY, ASKED),
        "reminder, overdue": remind(locale, DAY_AFTER, LATE),
        "reminder, promised": remind(locale, LAST_DAY, PROMISED),
        "reminder, answered": remind(locale, LAST_DAY, DECLINED),
        "reminder, several": remind(locale, LAST_DAY, LATE, ASKED, replace(ASKED, deadline=date(2026, 12, 11)), DECLINED),
        "reminder, very many": remind(locale, LAST_DAY, *[ASKED] * 20),
        "reminder, all answered": remind(locale, LAST_DAY, DECLINED, DECLINED),
        "reminder, none": remind(locale, LAST_DAY),
    }


def welcome(locale: str, assignment: Assignment, **change: Any) -> Scene:
    """The coordinator's card."""
    case = with_request(ACCEPTED, assignment, **change)
    return at.scene(Kind.WELCOME, case, locale=locale, now=at.WEDNESDAY, reader=at.BO, about=1)


def coordinators(locale: str) -> dict[str, Scene]:
    welcomed = replace(NAMED, informed_at=at.TUESDAY, welcomed_at=at.TUESDAY)
    started = replace(welcomed, started_at=at.WEDNESDAY)
    return {
        "welcome": welcome(locale, welcomed),
        "welcome, barnekoordinator": welcome(locale, welcomed, type=CoordinatorType.CHILD_COORDINATOR),
        "welcome, guidance": welcome(locale, replace(welcomed, guidance_wanted_at=at.WEDNESDAY)),
        "welcome, started": welcome(locale, started),
        "welcome, first talk held": welcome(locale, replace(started, first_talk_on=date(2026, 11, 24), guidance_wanted_at=at.WEDNESDAY)),
        "welcome, disputed": welcome(locale, replace(welcomed, disputed_at=at.WEDNESDAY)),
        "welcome, ended": welcome(locale, replace(welcomed, ended_at=at.WEDNESDAY, end_reason=EndReason.DISPUTED)),
        "welcome, closed": welcome(locale, welcomed, closed_at=at.WEDNESDAY),
        "welcome, not the reader's": replace(welcome(locale, welcomed), reader=at.DIRECTORY.people[at.ADA]),
    }


def answers(locale: str) -> dict[str, Scene]:
    blanks: dict[str, Any] = {"until": "2026-12-11", "at": "2026-12-01T07:00:00+00:00", "example": "2026-0417", "place": "Skolen"}
    blanks |= {"names": ["Bo", "Ada"], "name": "Leder nord"}
    readers = {"KE": at.KIM, "leader": at.NORTH_LEADER, "coordinator": at.BO}
    refusals = {
        "name": "Leder nord",
        "place": "Hjemmetjenesten nord",
        "at": "2026-11-24T09:02:00+00:00",
        "number": "2026-0417",
        "year": 2015,
        "deadline": "2026-12-07",
        "field": "old_card",
    }

    def answer(view: str, reader: int = at.NORTH_LEADER, **data: Any) -> Scene:
        return at.scene(Kind.ANSWER, locale=locale, reader=reader, view=view, **data)

    return {
        **{f"text, {code}": answer("text", text=code, words=blanks) for code in TEXTS},
        **{f"how to, {topic}": answer("text", text="how_to", words={"topic": topic}) for topic in HOW_TO},
        **{f"refusal, {why.value}": answer("text", text="refusal", why=why.value, words=refusals) for why in Why},
        "absence question, of another": answer(
            "text", text="absence_question", words={"first": "2026-11-30", "until": "2026-12-11", "name": "Leder nord"}
        ),
        "absence question, uncovered": answer(
            "text", text="absence_question", words={"first": "2026-11-30", "until": "2026-12-11", "covered": False, "name": "Leder nord"}
        ),
        "return question": answer("text", text="return_question", words={"first": "2026-11-30", "until": "2026-12-11"}),
        "return question, of another": answer(
            "text", text="return_question", words={"first": "2026-11-30", "until": "2026-12-11", "name": "Leder nord"}
        ),
        "absence question": answer("text", text="absence_question", words={"first": "2026-11-30", "until": "2026-12-11"}),
        "choose case": answer("choose_case", cases=["2026-0391", "2025-0391"], then="show_case"),
        "choose case, somebody's": answer("choose_case", cases=["2026-0391", "2025-0391"], then="show_case", person="Ada Prøve"),
        "choose case, many": answer("choose_case", cases=[f"2026-04{number}" for number in range(10, 20)], then="show_case"),
        "unsure": answer("unsure", intents=["handover", "substitute"]),
        "unsure, no idea": answer("unsure", intents=[]),
        **{f"unsure, {intent}": answer("unsure", intents=[intent]) for intent in INTENTS},
        **{f"help, {role}": answer("help", reader) for role, reader in readers.items()},
        **{
            f"small talk, {talk}, {role}": answer("small_talk", reader, talk=talk)
            for talk in ("greet", "thanks", "angry")
            for role, reader in readers.items()
        },
        "mail to ke": at.scene(Kind.SHARED_MAIL, locale=locale, reader=at.NORTH_LEADER),
        "mail": at.scene(Kind.UNREAD_MAIL, with_request(ASKED), locale=locale, reader=at.NORTH_LEADER, request=1),
    }
