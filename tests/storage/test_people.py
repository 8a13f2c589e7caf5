"""Who is who: found by id or address, met in a chat, and known at once to every replica."""

from dataclasses import replace
from datetime import date

from sqlalchemy import event

from bot.casework.model import Absence, Unit
from bot.storage.store import Store
from bot.wire import Address
from tests.storage.examples import NOW, chat_of, later, settle_in


def test_an_imported_person_is_found_by_email_when_first_met_and_by_id_from_then_on(store: Store) -> None:
    with store.transaction() as work:
        imported = work.add_person("Ada Berg", "Ada.Berg@kommune.example")
        met = work.meet("entra-1", "29:1", "Ada B.", "ada.berg@KOMMUNE.example", chat_of("ada"))
        assert (met.id, met.name, met.entra_id, met.has_chat) == (imported.id, "Ada Berg", "entra-1", True)
        assert work.meet("entra-1", "29:1", "Ada B.", None, chat_of("ada")) == met
        assert work.person_by_entra("entra-1") == met
        assert work.person_by_email("ADA.BERG@kommune.example") == met
        assert work.person_by_entra("entra-2") is None
        assert work.person_by_email("x@kommune.example") is None


def test_someone_unknown_becomes_a_person_without_any_role(store: Store) -> None:
    with store.transaction() as work:
        met = work.meet("entra-1", "29:1", "Ukjent", "ukjent@kommune.example", chat_of("u"))
        assert (met.name, met.email, met.is_ke, met.active) == ("Ukjent", "ukjent@kommune.example", False, True)
        assert work.roles(met.id) == frozenset()


def test_someone_who_wrote_before_their_address_was_known_becomes_the_imported_person(store: Store) -> None:
    with store.transaction() as work:
        imported = work.add_person("Ada Berg", "ada@kommune.example")
        stranger = work.meet("entra-1", "29:1", "Ada", None, chat_of("ada"))
        assert stranger.id != imported.id
        assert work.meet("entra-1", "29:1", "Ada", "ada@kommune.example", chat_of("ada")).id == imported.id
        found = work.person_by_entra("entra-1")
        assert found
        assert found.id == imported.id
        assert not work.directory().people[stranger.id].active


def test_an_address_that_belongs_to_someone_else_is_not_taken(store: Store) -> None:
    with store.transaction() as work:
        first = work.meet("entra-1", "29:1", "En", "delt@kommune.example", chat_of("1"))
        other = work.meet("entra-2", "29:2", "To", "delt@kommune.example", chat_of("2"))
        assert (first.email, other.email, first.id == other.id) == ("delt@kommune.example", None, False)


def test_adding_someone_twice_gives_the_same_person(store: Store) -> None:
    with store.transaction() as work:
        assert work.add_person("Ada", "ada@kommune.example") == work.add_person("Ada Berg", "ADA@kommune.example")
        assert work.add_person("Uten", None) != work.add_person("Uten", None)


def test_the_newest_address_is_kept_and_lost_with_the_chat(store: Store) -> None:
    with store.transaction() as work:
        person = work.meet("entra-1", "29:1", "Ada", None, Address("https://old.example/", "a"))
        work.meet("entra-1", "29:1", "Ada", None, Address("https://new.example/", "b"))
        assert work.address(person.id) == Address("https://new.example/", "b")
        work.lose_chat(person.id)
        assert work.address(person.id) is None
        assert not work.directory().people[person.id].has_chat


def test_every_replica_sees_a_change_and_asks_for_no_more_than_its_number_when_there_is_none(store: Store, second: Store) -> None:
    with store.transaction() as work:
        unit, people = settle_in(work)
    with second.reading() as work:
        before = work.directory()
        assert before.units[unit.id] == unit
    with store.transaction() as work:
        work.set_locale(people["ke"].id, "nn")
    with second.reading() as work:
        assert work.directory().people[people["ke"].id].locale == "nn"
    asked: list[str] = []
    event.listen(second.engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    with second.transaction() as work:
        assert work.directory() is work.directory()
    assert [statement.split(maxsplit=1)[0] for statement in asked if "counters" in statement] == ["SELECT"], "once in a transaction"
    assert not any("people" in statement for statement in asked)


def test_what_was_rolled_back_is_not_remembered(store: Store) -> None:
    with store.transaction() as work:
        person = work.add_person("Ada", None)

    def fail_late() -> None:
        with store.transaction() as work:
            work.set_locale(person.id, "nn")
            assert work.directory().people[person.id].locale == "nn"
            raise LookupError

    try:
        fail_late()
    except LookupError:
        with store.transaction() as work:
            assert work.directory().people[person.id].locale is None
            work.add_person("Bo", None)
    with store.reading() as work:
        assert work.directory().people[person.id].locale is None


def test_absences_add_up_and_people_change(store: Store) -> None:
    summer = Absence(date(2026, 7, 1), date(2026, 7, 21))
    with store.transaction() as work:
        person = work.add_person("Ada", "ada@kommune.example")
        work.add_absence(person.id, summer)
        work.add_absence(person.id, Absence(TODAY := date(2026, 11, 23), TODAY))
        known = work.directory().people[person.id]
        assert known.absences == (summer, Absence(TODAY, TODAY))
        work.change_person(replace(known, name="Ada Berg", email="berg@kommune.example", is_ke=True, absences=(summer,)))
    with store.reading() as work:
        changed = work.person_by_email("berg@kommune.example")
        assert changed == replace(known, name="Ada Berg", email="berg@kommune.example", is_ke=True, absences=(summer,))


def test_a_unit_keeps_its_people_in_order_and_can_change(store: Store) -> None:
    with store.transaction() as work:
        ids = [work.add_person(name, None).id for name in ("a", "b", "c")]
        unit = work.add_unit(Unit(0, "Sør", tuple(reversed(ids)), (ids[0],), (ids[1],), (ids[2], ids[0]), ("barn", "eldre"), False))
        assert work.directory().units == {unit.id: unit}
        changed = replace(unit, name="Nord", leaders=(ids[1],), employees=(), active=False)
        work.change_unit(changed)
    with store.reading() as work:
        assert work.directory().units == {unit.id: changed}


def test_a_dialog_is_kept_replaced_and_ended(store: Store) -> None:
    with store.transaction() as work:
        person = work.add_person("Ada", None).id
        assert work.dialog(person) is None
        work.keep_dialog(person, {"step": "name", "case": 3}, NOW)
        work.keep_dialog(person, {"step": "date"}, later(minutes=1))
        assert work.dialog(person) == ({"step": "date"}, later(minutes=1))
        work.keep_dialog(person, None, later(minutes=2))
        assert work.dialog(person) is None


def test_marks_are_kept_and_replaced(store: Store) -> None:
    with store.transaction() as work:
        assert work.marked("digest") is None
        work.mark("digest", "2026-11-23")
        work.mark("digest", "2026-11-24")
    with store.reading() as work:
        assert work.marked("digest") == "2026-11-24"
