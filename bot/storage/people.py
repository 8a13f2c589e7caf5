"""Who is who: people found, met in a chat, added and changed, and the units they work in."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, insert, or_, select, update

from bot.casework.model import Absence, Person, PersonId, Unit
from bot.storage.directory import Chat, read_person, read_roll, select_people
from bot.storage.statements import insert_into
from bot.storage.tables import Channel, Part, State, chats, messages, people, unit_people, units
from bot.wire import Address, User

if TYPE_CHECKING:
    from bot.storage.work import Work


def person_by_entra(work: "Work", entra_id: str) -> Person | None:
    """The person with that Entra object id."""
    roll = read_roll(work)
    id = roll.by_entra.get(entra_id)
    return None if id is None else roll.directory.people[id]


def person_by_email(work: "Work", email: str) -> Person | None:
    """The person with that e-mail address, in upper or lower case."""
    row = work.connection.execute(select_people().where(people.c.email_key == make_key(email))).one_or_none()
    return read_person(row) if row else None


def make_key(email: str | None) -> str | None:
    """The form of an e-mail address that is compared."""
    return email.strip().casefold() if email else None


def address(work: "Work", person: PersonId) -> Address | None:
    """The chat in which the person can be reached."""
    row = work.connection.execute(select(chats).where(chats.c.person_id == person, chats.c.open)).one_or_none()
    return Address(row.service_url, row.conversation_id) if row else None


# ---- meeting someone in a chat


def meet(work: "Work", entra_id: str, teams_id: str, name: str, email: str | None, address: Address) -> Person:  # noqa: PLR0917
    """The person of a verified activity: known by Entra id, else by e-mail, else new. What waited for a chat is sent now."""
    person = know(work, User(entra_id, name, email))
    if read_roll(work).chats.get(person.id) == Chat(teams_id, address, open=True):
        return person
    keep_chat(work, person.id, teams_id, address)
    revive_messages(work, person.id)
    work.directory_changed = True
    return replace(person, has_chat=True)


def know(work: "Work", user: User) -> Person:
    """The person behind an account: known by Entra id, else by e-mail, else new."""
    known = find_met(work, user.entra_id, user.email) if user.email else person_by_entra(work, user.entra_id)
    return known or create_met(work, user.entra_id, user.name, user.email)


def never_met(work: "Work", person: PersonId) -> bool:
    """Whether the person never had a chat with the bot; who removed or blocked it has had one."""
    return person not in read_roll(work).chats


def any_service_url(work: "Work") -> str | None:
    """The service that reaches most people here, by which somebody new is reached too."""
    return next((url for url, _ in Counter(chat.address.service_url for chat in read_roll(work).chats.values()).most_common(1)), None)


def find_met(work: "Work", entra_id: str, email: str) -> Person | None:
    """The person the activity belongs to; someone imported by e-mail only is bound to the Entra id."""
    key = make_key(email)
    by_email = and_(people.c.email_key == key, people.c.entra_id.is_(None))
    rows = work.connection.execute(select_people().where(or_(people.c.entra_id == entra_id, by_email))).all()
    known = next((read_person(row) for row in rows if row.entra_id == entra_id), None)
    imported = next((read_person(row) for row in rows if row.entra_id is None), None)
    if imported is None:
        return known
    if known:  # they wrote before their address was known: the register's entry is the right one
        change(work, known.id, entra_id=None, active=False)
        work.connection.execute(update(chats).where(chats.c.person_id == known.id).values(open=False))
    change(work, imported.id, entra_id=entra_id)
    return replace(imported, entra_id=entra_id)


def create_met(work: "Work", entra_id: str, name: str, email: str | None) -> Person:
    """Someone nobody has imported; when two activities arrive at once, one of them makes the person. A taken e-mail is left out."""
    taken = email is not None and person_by_email(work, email) is not None
    kept = None if taken else email
    values = new_person(name, kept) | {"entra_id": entra_id}
    work.connection.execute(insert_into(work.connection, people).values(values).on_conflict_do_nothing())
    work.directory_changed = True
    row = work.connection.execute(select_people().where(people.c.entra_id == entra_id)).one()
    return read_person(row)


def keep_chat(work: "Work", person: PersonId, teams_id: str, address: Address) -> None:
    """Store where the person is reached."""
    values = {"teams_id": teams_id, "service_url": address.service_url, "conversation_id": address.conversation_id, "open": True}
    new = insert_into(work.connection, chats).values(person_id=person, **values)
    work.connection.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=values))


def revive_messages(work: "Work", person: PersonId) -> None:
    """Whatever could not reach the person waits to be sent or redrawn again."""
    resume: dict[str, Any] = {
        "state": case((messages.c.activity_id.is_(None), State.PENDING.value), else_=State.REDRAW.value),
        "attempts": 0,
        "first_tried_at": None,
        "lease_until": None,
        "ended_why": None,
    }
    lost = messages.c.person_id == person, messages.c.state == State.UNREACHABLE, messages.c.channel == Channel.CHAT
    work.connection.execute(update(messages).where(*lost).values(resume))


def lose_chat(work: "Work", person: PersonId) -> None:
    """The bot was removed or blocked: the person cannot be reached until they are met again."""
    closed = work.connection.execute(update(chats).where(chats.c.person_id == person, chats.c.open).values(open=False))
    if closed.rowcount:
        work.directory_changed = True


# ---- adding and changing people


def new_person(name: str, email: str | None) -> dict[str, Any]:
    """The row of somebody new."""
    return {"name": name, "email": email, "email_key": make_key(email), "is_ke": False, "active": True, "absences": ()}


def add_person(work: "Work", name: str, email: str | None) -> Person:
    """Somebody new, without a chat; the person who has that e-mail address already, if there is one."""
    found = person_by_email(work, email) if email else None
    if found:
        return found
    new = work.connection.execute(insert(people).values(new_person(name, email)).returning(people.c.id)).scalar_one()
    work.directory_changed = True
    return Person(id=new, name=name, email=email)


def change_person(work: "Work", person: Person) -> None:
    """Store the person's own facts as given; whether there is a chat is not one of them."""
    change(
        work,
        person.id,
        name=person.name,
        email=person.email,
        email_key=make_key(person.email),
        entra_id=person.entra_id,
        locale=person.locale,
        is_ke=person.is_ke,
        active=person.active,
        absences=tuple((absence.first_day, absence.last_day) for absence in person.absences),
        listed=person.listed,
        nearest_leader=person.nearest_leader,
    )


def change(work: "Work", person: PersonId, **values: Any) -> None:
    """Change some of a person's columns."""
    work.connection.execute(update(people).where(people.c.id == person).values(values))
    work.directory_changed = True


def set_locale(work: "Work", person: PersonId, locale: str | None) -> None:
    """The language the bot uses with the person; None for the municipality's own."""
    change(work, person, locale=locale)


def add_absence(work: "Work", person: PersonId, absence: Absence) -> None:
    """One more period in which stand-ins take over."""
    earlier = work.connection.execute(select(people.c.absences).where(people.c.id == person).with_for_update(key_share=True)).scalar_one()
    change(work, person, absences=(*earlier, (absence.first_day, absence.last_day)))


def end_absence(work: "Work", person: PersonId, absence: Absence, today: date) -> None:
    """The person is back today; an absence that has not begun is forgotten."""
    earlier = work.connection.execute(select(people.c.absences).where(people.c.id == person).with_for_update(key_share=True)).scalar_one()
    kept = [each for each in earlier if each != (absence.first_day, absence.last_day)]
    spent = [(absence.first_day, today - timedelta(days=1))] if absence.first_day < today else []
    change(work, person, absences=(*kept, *spent))


def leave(work: "Work", person: PersonId) -> None:
    """The person no longer works here; the row stays, because what they did is in the trail."""
    change(work, person, active=False)


# ---- units


def add_unit(work: "Work", unit: Unit) -> Unit:
    """A new unit; the id it is given replaces the one it came with."""
    new = work.connection.execute(insert(units).values(unit_values(unit)).returning(units.c.id)).scalar_one()
    made = replace(unit, id=new)
    fill_unit(work, made)
    return made


def change_unit(work: "Work", unit: Unit) -> None:
    """Store the unit and its people as given."""
    work.connection.execute(update(units).where(units.c.id == unit.id).values(unit_values(unit)))
    work.connection.execute(delete(unit_people).where(unit_people.c.unit_id == unit.id))
    fill_unit(work, unit)


def unit_values(unit: Unit) -> dict[str, Any]:
    """The unit's own columns."""
    return {
        "name": unit.name,
        "categories": list(unit.categories),
        "uses_record_system": unit.uses_record_system,
        "active": unit.active,
    }


def fill_unit(work: "Work", unit: Unit) -> None:
    """Store who is what in the unit, in their order."""
    parts = {
        Part.LEADER: unit.leaders,
        Part.STAND_IN: unit.stand_ins,
        Part.DEPARTMENT_LEADER: unit.department_leaders,
        Part.EMPLOYEE: unit.employees,
        Part.SUPER_USER: unit.super_users,
    }
    rows = [
        {"unit_id": unit.id, "part": part, "person_id": person, "position": position}
        for part, ids in parts.items()
        for position, person in enumerate(dict.fromkeys(ids))
    ]
    if rows:
        work.connection.execute(insert(unit_people), rows)
    work.directory_changed = True
