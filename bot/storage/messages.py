"""Messages to people within one transaction: what is to be said, and the cards that were sent, are the same rows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Update, and_, bindparam, case, func, or_, select, true, update

from bot.casework.model import Case, CaseId, PersonId, Request
from bot.casework.outcome import Kind, Message
from bot.storage.statements import insert_new
from bot.storage.tables import Channel, State, messages
from bot.wire import Address

if TYPE_CHECKING:
    from bot.storage.work import Work


@dataclass(frozen=True, slots=True)
class Reminders:
    """What one transaction has found out about who is reminded on which day, so that it asks once."""

    known: dict[date, dict[PersonId, bool]] = field(default_factory=dict)
    locked: set[tuple[PersonId, date]] = field(default_factory=set)
    """Reminders in the chat that are this transaction's until it ends: nobody can drop them meanwhile."""

    def keep(self, person: PersonId, day: date, channel: Channel | None) -> None:
        """The person's reminder of the day was written or locked just now; None when somebody else was first."""
        if channel is None:
            self.known.get(day, {}).pop(person, None)
            return
        self.known.setdefault(day, {})[person] = True
        if channel is Channel.CHAT:
            self.locked.add((person, day))

    def forget(self) -> None:
        """A reminder has got another day, or was dropped."""
        self.known.clear()
        self.locked.clear()


NextDay = Callable[[date], tuple[date, datetime]]
"""The next day on which a message may go out after a day, and the instant it is due on it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it is stored. `due_at` is when it was to be sent first, `first_tried_at` when the present sending or redrawing began."""

    id: int
    key: str
    kind: Kind
    to: PersonId
    case: CaseId | None
    request: int | None
    reminding_on: date | None
    data: Mapping[str, Any]
    due_at: datetime
    created_at: datetime
    state: State
    channel: Channel
    activity_id: str | None = None
    shown: str | None = None
    final: bool = False
    attempts: int = 0
    in_doubt: bool = False
    first_tried_at: datetime | None = None
    sent_at: datetime | None = None
    address: Address | None = None
    """The recipient's chat, when there is one and the courier has claimed the message."""
    spent: bool = False
    """It may have arrived twice already, and is not to be sent again; known when the courier has claimed it."""


def read_posted(row: Row[Any], address: Address | None = None) -> Posted:
    """A message from its row."""
    return Posted(
        id=row.id,
        key=row.key,
        kind=row.kind,
        to=row.person_id,
        case=row.case_id,
        request=row.request,
        reminding_on=row.reminding_on,
        data=row.data,
        due_at=row.due_at,
        created_at=row.created_at,
        state=row.state,
        channel=row.channel,
        activity_id=row.activity_id,
        shown=row.shown,
        final=row.final,
        attempts=row.attempts,
        in_doubt=row.in_doubt,
        first_tried_at=row.first_tried_at,
        sent_at=row.sent_at,
        address=address,
    )


# ---- finding


def read_message(work: "Work", id: int) -> Posted | None:
    """The message with that id."""
    row = work.connection.execute(SELECT_ONE, {"id": id}).one_or_none()
    return read_posted(row) if row else None


def shown_as(work: "Work", person: PersonId, activity_id: str) -> Posted | None:
    """The person's message that is shown in Teams under that activity id."""
    row = work.connection.execute(SELECT_SHOWN, {"person": person, "activity": activity_id}).one_or_none()
    return read_posted(row) if row else None


def leaving_to(work: "Work", person: PersonId) -> Posted | None:
    """The message to the person that the courier is sending right now.

    Teams shows a card before its answer with the id has been noted, and a quick thumb may press it in between.
    """
    row = work.connection.execute(SELECT_LEAVING, {"person": person}).one_or_none()
    return read_posted(row) if row else None


def posted_under(work: "Work", key: str) -> Posted | None:
    """The message with that key, whether it was sent or not."""
    row = work.connection.execute(select(messages).where(messages.c.key == key)).one_or_none()
    return read_posted(row) if row else None


def reminded_on(work: "Work", people: Iterable[PersonId], day: date) -> frozenset[PersonId]:
    """Who of some people has a message that reminds on that day, sent or not; each is asked about once in a transaction."""
    wanted, known = frozenset(people), work.reminders.known.setdefault(day, {})
    if new := wanted - known.keys():
        reminded = set(work.connection.scalars(SELECT_REMINDED, {"people": sorted(new), "day": day}))
        known |= {person: person in reminded for person in new}
    return frozenset(person for person in wanted if known[person])


# ---- adding


def post(work: "Work", message: Message, now: datetime, next_day: NextDay | None = None) -> bool:
    """Add one message; False when its key exists, or when the person already has that day's reminder."""
    return add_messages(work, [message], now, next_day) == 1


def add_messages(work: "Work", new: Sequence[Message], now: datetime, next_day: NextDay | None = None) -> int:
    """Add messages whose keys are new and whose day is free; says how many. Sorted, so that two transactions lock in one order."""
    added = 0
    for message in sorted(new, key=lambda message: message.to):
        placed = find_place(work, message, next_day)
        if placed is None:
            continue
        # one statement each: SQLAlchemy would compile one with many rows anew every time
        id = work.connection.execute(INSERT_NEW[work.connection.dialect.name], message_values(placed, now)).scalar_one_or_none()
        added += id is not None
        if placed.reminding_on is not None:
            work.reminders.keep(placed.to, placed.reminding_on, channel_of(placed.kind) if id else None)
        elif id is not None and channel_of(placed.kind) is Channel.CHAT:
            work.added.setdefault(placed.to, []).append(id)
    return added


def message_values(message: Message, now: datetime) -> dict[str, Any]:
    """The columns of a message nobody has tried to send."""
    return {
        "key": message.key,
        "kind": message.kind,
        "person_id": message.to,
        "case_id": message.case,
        "request": message.request,
        "reminding_on": message.reminding_on,
        "data": dict(message.data),
        "due_at": message.due_at,
        "try_at": message.due_at,
        "created_at": now,
        "state": State.PENDING,
        "channel": channel_of(message.kind),
    }


def channel_of(kind: Kind) -> Channel:
    """How messages of a kind leave."""
    return Channel.MAIL if kind in (Kind.UNREAD_MAIL, Kind.SHARED_MAIL) else Channel.CHAT


# ---- one reminding message per person and day


def find_place(work: "Work", message: Message, next_day: NextDay | None) -> Message | None:
    """The message on a day that is free for it: an e-mail gives way to what is said in the chat; None when it must not be added."""
    if message.reminding_on is None or next_day is None:
        return message
    if message.kind is Kind.UNREAD_MAIL:
        return place_mail(work, message, message.reminding_on, next_day)
    if (message.to, message.reminding_on) in work.reminders.locked:
        return None
    if not reminded_on(work, [message.to], message.reminding_on):
        return message
    holder = slot_holder(work, message.to, message.reminding_on)
    if holder and holder.channel is Channel.CHAT:
        work.reminders.keep(message.to, message.reminding_on, Channel.CHAT)
        return None
    if holder and holder.state is State.PENDING and holder.lease_until is None:
        day, due_at = free_day(work, message.to, message.reminding_on, next_day)
        moved = update(messages).where(messages.c.id == holder.id)
        work.connection.execute(moved.values(reminding_on=day, due_at=due_at, try_at=due_at))
        work.reminders.forget()
    return message


def place_mail(work: "Work", mail: Message, day: date, next_day: NextDay) -> Message | None:
    """The e-mail on the first day without another reminder; None when an e-mail waits already, went that day or since `data["since"]`."""
    holder = slot_holder(work, mail.to, day)
    waiting = messages.c.person_id == mail.to, messages.c.channel == Channel.MAIL, messages.c.state == State.PENDING
    in_line = work.connection.scalar(select(messages.c.id).where(*waiting, messages.c.reminding_on.is_not(None)).limit(1))
    if in_line or (holder and holder.channel is Channel.MAIL) or was_mailed(work, mail):
        return None
    if holder is None:
        return mail
    free, due_at = free_day(work, mail.to, day, next_day)
    return replace(mail, reminding_on=free, due_at=due_at)


def was_mailed(work: "Work", mail: Message) -> bool:
    """Whether the person has had such an e-mail since what this one is about was sent: it names nothing, so one is enough."""
    if "since" not in mail.data:
        return False
    earlier = messages.c.person_id == mail.to, messages.c.kind == mail.kind, messages.c.state == State.SENT
    since = datetime.fromisoformat(mail.data["since"])
    return bool(work.connection.scalar(select(select(messages.c.id).where(*earlier, messages.c.due_at > since).exists())))


def move_mail(work: "Work", mail: Posted, today: date, next_day: NextDay) -> None:
    """Let an e-mail that did not leave on its day wait for the first free day from `today` on."""
    day, due_at = free_day(work, mail.to, today - timedelta(days=1), next_day)
    waits = {"reminding_on": day, "due_at": due_at, "try_at": due_at, "attempts": 0, "first_tried_at": None, "lease_until": None}
    work.connection.execute(update(messages).where(messages.c.id == mail.id).values(waits))
    work.reminders.forget()


def slot_holder(work: "Work", person: PersonId, day: date) -> Row[Any] | None:
    """The row that has the person's reminder of the day, locked."""
    return work.connection.execute(LOCK_REMINDER, {"person": person, "day": day}).one_or_none()


def free_day(work: "Work", person: PersonId, day: date, next_day: NextDay) -> tuple[date, datetime]:
    """The first day after `day` on which the person has no reminder yet."""
    later = next_day(day)
    while slot_holder(work, person, later[0]):
        later = next_day(later[0])
    return later


# ---- what was sent shows something else


def morph(
    work: "Work",
    id: int,
    *,
    kind: Kind | None = None,
    case: CaseId | None = None,
    request: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Let a message show something else from now on; what is not given stays. It is not redrawn by this alone."""
    given: dict[str, Any] = {"kind": kind, "case_id": case, "request": request, "data": dict(data) if data is not None else None}
    changed = {name: value for name, value in given.items() if value is not None}
    work.connection.execute(update(messages).where(messages.c.id == id).values(final=False, shown=None, **changed))
    work.morphed.add(id)


def redraw(work: "Work", id: int) -> None:
    """Let the courier redraw a message, unless it can no longer change."""
    mark(work, messages.c.id == id)


def redraw_case(work: "Work", case: CaseId) -> None:
    """Let the courier redraw every message about a case that can still change."""
    work.connection.execute(MARK_CASE, {"case": case})


def redraw_kind(work: "Work", kind: Kind, people: Iterable[PersonId] | None = None) -> None:
    """Let the courier redraw every message of a kind that can still change, to some people or to everybody."""
    whose = messages.c.person_id.in_(list(people)) if people is not None else true()
    mark(work, and_(messages.c.kind == kind, whose))


def mark_stale(work: "Work", case: Case, changed: Sequence[Request]) -> None:
    """Let the courier redraw what shows the case, the day's reminders about its changed requests included."""
    days = {day for request in changed for day in (*request.reminded_on, request.overdue_on) if day}
    if work.gathered is not None:
        work.gathered.stale.add(case.id)
        work.gathered.days |= days
    elif days:
        work.connection.execute(MARK_REMINDED, {"case": case.id, "days": sorted(days)})
    else:
        work.connection.execute(MARK_CASE, {"case": case.id})


def mark_cases(work: "Work", stale: Collection[CaseId], days: Collection[date]) -> None:
    """Let the courier redraw what shows some cases, and the reminders of some days to those who were told of one of them."""
    work.connection.execute(MARK_CASES, {"cases": sorted(stale), "days": sorted(days)})


def mark(work: "Work", which: ColumnElement[bool]) -> None:
    """Sent messages wait to be redrawn; those under way are noted as stale, so that what the courier holds is drawn once more."""
    work.connection.execute(marking(which))


def marking(which: ColumnElement[bool]) -> Update:
    """The statement behind `mark`."""
    open_states = messages.c.state.in_([State.PENDING, State.REDRAW, State.SENT])
    chosen = select(messages.c.id).where(which, open_states, ~messages.c.final, messages.c.channel == Channel.CHAT)
    was_sent = messages.c.state == State.SENT
    values = {
        "state": case((was_sent, State.REDRAW.value), else_=messages.c.state),
        "attempts": case((was_sent, 0), else_=messages.c.attempts),
        "first_tried_at": case((was_sent, None), else_=messages.c.first_tried_at),
        "stale": true(),
    }
    # locked in one order, so that two transactions that mark the same reminders wait for each other instead of dying
    return update(messages).where(messages.c.id.in_(chosen.order_by(messages.c.id).with_for_update())).values(values)


def last_digests(work: "Work", people: Sequence[PersonId]) -> dict[PersonId, datetime]:
    """When each person's last digest was decided; whoever never had one is left out."""
    digests = messages.c.person_id.in_(people), messages.c.kind == Kind.DIGEST, messages.c.state != State.DROPPED
    newest = select(messages.c.person_id, func.max(messages.c.created_at)).where(*digests).group_by(messages.c.person_id)
    return {person: at for person, at in work.connection.execute(newest)}


# ---- the statements of every turn, made once: SQLAlchemy takes longer to put one together than the database to answer it

SELECT_ONE = select(messages).where(messages.c.id == bindparam("id"))
of_person = and_(messages.c.person_id == bindparam("person"), messages.c.channel == Channel.CHAT)
SELECT_SHOWN = select(messages).where(of_person, messages.c.activity_id == bindparam("activity")).order_by(messages.c.id.desc()).limit(1)
leaving = and_(messages.c.activity_id.is_(None), messages.c.state == State.PENDING, messages.c.lease_until.is_not(None))
SELECT_LEAVING = select(messages).where(of_person, leaving).order_by(messages.c.id).limit(1)  # those behind it in the chat have not left
INSERT_NEW = {name: new.returning(messages.c.id) for name, new in insert_new(messages).items()}
SELECT_REMINDED = select(messages.c.person_id).where(
    messages.c.person_id.in_(bindparam("people", expanding=True)),
    messages.c.reminding_on == bindparam("day"),
    messages.c.state != State.DROPPED,
)
LOCK_REMINDER = (
    select(messages)
    .where(messages.c.person_id == bindparam("person"), messages.c.reminding_on == bindparam("day"), messages.c.state != State.DROPPED)
    .with_for_update()
)
of_case = messages.c.case_id == bindparam("case")
told = messages.alias("told")
their_reminders = and_(
    messages.c.kind == Kind.REMINDING,
    messages.c.reminding_on.in_(bindparam("days", expanding=True)),
    # whoever is reminded of a request has had its card; without this, each of a morning's requests would redraw everybody's reminders
    messages.c.person_id.in_(select(told.c.person_id).where(told.c.case_id == bindparam("case"))),
)
of_cases = messages.c.case_id.in_(bindparam("cases", expanding=True))
reminders_of_any = and_(
    messages.c.kind == Kind.REMINDING,
    messages.c.reminding_on.in_(bindparam("days", expanding=True)),
    messages.c.person_id.in_(select(told.c.person_id).where(told.c.case_id.in_(bindparam("cases", expanding=True)))),
)
MARK_CASE = marking(of_case)
MARK_CASES = marking(or_(of_cases, reminders_of_any))
MARK_REMINDED = marking(or_(of_case, their_reminders))
