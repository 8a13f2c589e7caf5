"""One person's message or press within one transaction: who it is, what they may see, what is done, what is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot import handing_out, routines
from bot.cards import actions, routine_actions
from bot.cards.actions import Act, Bad, BadInput, Show
from bot.casework import commands
from bot.casework.deadlines import WorkCalendar, oslo_date, oslo_instant
from bot.casework.decide import decide, open_case
from bot.casework.model import Case, CaseId, Directory, Person, PersonId, Role, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Kind, Message, Refusal, Why
from bot.casework.overview import Group
from bot.casework.routines import Command as RoutineCommand
from bot.casework.routing import tell_uncovered
from bot.casework.situation import Situation, may_see
from bot.casework.suggest import suggest_units
from bot.dialogs import converse
from bot.dialogs.reporting import Lacking, plan
from bot.dialogs.steps import (
    Confirm,
    Do,
    EndAbsence,
    Memory,
    OfferFile,
    OfferUnits,
    PressConfirm,
    Say,
    SetAbsence,
    SetLanguage,
    Step,
    Turned,
    text,
)
from bot.dialogs.talk import Talk
from bot.drawing import Drawing
from bot.privacy import Finding, contains_id_number, describes_user, find_id_number
from bot.recognising import note_arrival, recognise
from bot.routines.pressing import look, stop
from bot.storage.cases import NumberTaken
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.storage.tables import Channel
from bot.wire import Incoming, Installed, Pressed, Removed, Reply, Said, User

LACKING: Mapping[str, Bad] = {
    "cases": Bad.CHOOSE_CASE,
    "reason": Bad.CHOOSE_REASON,
    "day": Bad.CHOOSE_DATE,
    "until": Bad.CHOOSE_DATE,
    "month": Bad.CHOOSE_MONTH,
    "clarified": Bad.TICK_BOTH,
    "journaled": Bad.TICK_BOTH,
}
"""The mistake behind what a confirmed card lacks."""


@dataclass(frozen=True)
class Turn:
    """One transaction's work."""

    work: Work
    drawing: Drawing
    own_domains: frozenset[str]
    now: datetime
    found: Mapping[str, User | None] = field(default_factory=dict)
    """Whom the activity names and nobody knew, as the directory has them; None for who is not there."""

    @property
    def municipality(self) -> Municipality:
        return self.drawing.municipality

    def take(self, incoming: Incoming) -> Reply:
        """Do what a new activity asks for; a press is answered with a card."""
        match incoming:
            case Installed():
                self.greet(incoming)
            case Removed():
                self.lose(incoming)
            case Said():
                self.hear(incoming)
            case Pressed():
                return self.press(incoming)
        return Reply()

    # ---- who

    def greet(self, installed: Installed) -> None:
        """The person's address is kept; whoever has a role here gets help, once."""
        sender = installed.sender
        person = self.work.meet(sender.entra_id, sender.teams_id, sender.name, installed.email, sender.address)
        if self.work.roles(person.id):
            self.work.post(Message(f"welcome/p{person.id}", Kind.ANSWER, person.id, self.now, data={"view": "help"}), self.now)

    def lose(self, removed: Removed) -> None:
        """The bot can no longer reach the person."""
        if person := self.work.person_by_entra(removed.sender.entra_id):
            self.work.lose_chat(person.id)

    def sender(self, incoming: Said | Pressed) -> Person:
        """The person behind a message; somebody new is remembered by name and address, without a role."""
        sender = incoming.sender
        return self.work.meet(sender.entra_id, sender.teams_id, sender.name, None, sender.address)

    # ---- what is written

    def hear(self, said: Said) -> None:
        """Answer a message; nothing of it is stored, and nothing about a user is understood."""
        person = self.sender(said)
        roles = self.work.roles(person.id)
        refused = refuse_text(said, roles)
        if refused:
            self.keep(person, Turned((refused,)), said.key)
            return
        self.keep(person, converse.hear(said.text, self.talk(person, roles)), said.key)

    def talk(self, person: Person, roles: frozenset[Role]) -> Talk:
        """What the dialogs may know."""
        remembered = self.work.dialog(person.id)
        hours = self.municipality.deadlines.dialog_hours
        fresh = remembered and (self.now - remembered[1]).total_seconds() < hours * 3600
        return Talk(
            reader=person,
            roles=roles,
            today=oslo_date(self.now),
            cases=self.work.visible_cases(person.id),
            load=self.work.case,
            directory=self.work.directory(),
            municipality=self.municipality,
            memory=Memory.from_json(remembered[0]) if remembered and fresh else None,
        )

    def keep(self, person: Person, turned: Turned, key: str) -> None:
        """Carry out a turn's steps in order, up to one that is refused, and remember what was asked."""
        before = self.work.dialog(person.id)
        memory = turned.memory
        for number, step in enumerate(turned.steps):
            if not self.step(person, step, f"{key}/{number}", memory):
                break
            if isinstance(step, Confirm):
                self.supersede(before[0].get("card") if before else None)
                memory = memory and replace(memory, card=f"answer/{key}/{number}")
        self.work.keep_dialog(person.id, memory.as_json() if memory else None, self.now)

    def step(self, person: Person, step: Step, key: str, memory: Memory | None = None) -> bool:
        """Carry out one step; False when it was refused, which has been said."""
        match step:
            case Say():
                data = plain_words(step.data)
                self.work.post(Message(f"answer/{key}", step.kind, person.id, self.now, step.case, step.request, data=data), self.now)
            case Do():
                refusal = self.carry_out(step.case, step.command, person.id)
                if isinstance(refusal, Refusal) and refusal.why is not Why.NOTHING_TO_DO:
                    self.step(person, say_refusal(refusal), f"{key}/refused")
                    return False
            case OfferUnits():
                return self.step(person, self.offer_units(step.case, step.chosen), key)
            case OfferFile():
                return self.step(person, handing_out.offer(self.work, self.municipality, person, step, self.now), key)
            case SetLanguage():
                self.work.set_locale(person.id, step.locale)
            case SetAbsence() | EndAbsence():
                self.keep_absence(step, person.id)
            case Confirm():
                self.step(person, Say(step.data, step.case), key)
            case PressConfirm():
                return self.say_yes(person, memory, key)
        return True

    def keep_absence(self, step: SetAbsence | EndAbsence, by: PersonId) -> None:
        """Somebody goes away or is back: the clock looks at what they answer for, and KE hears of units that have nobody."""
        if isinstance(step, EndAbsence):
            self.work.end_absence(step.person, step.absence, oslo_date(self.now))
        else:
            self.work.add_absence(step.person, step.absence)
            for message in tell_uncovered(step.person, step.absence, self.situation(by)):
                self.work.post(message, self.now)
        directory = self.work.directory()
        self.work.look_now((unit.id for unit in directory.units_led_by(step.person)), directory.reports(step.person))

    def say_yes(self, person: Person, memory: Memory | None, key: str) -> bool:
        """A yes in the chat: the confirm card is carried out, and its receipt comes as the answer."""
        posted = self.work.posted_under(memory.card) if memory and memory.card else None
        refusal = self.confirm(person, posted, actions.Confirm(posted.data["what"])) if posted else Refusal(Why.NOTHING_TO_DO)
        fresh = self.work.posted(posted.id) if posted else None
        if refusal or fresh is None:
            self.step(person, say_refusal(refusal or Refusal(Why.NOTHING_TO_DO)), key)
            return False
        self.supersede(fresh.key)
        return self.step(person, Say(fresh.data, fresh.case), key)

    def supersede(self, key: str | None) -> None:
        """A confirm card that gave way to a newer one points to it."""
        old = self.work.posted_under(key) if key else None
        if old and old.data.get("view") == "confirm":
            self.work.morph(old.id, data={**old.data, "superseded": True})
            self.work.redraw(old.id)

    # ---- what is pressed

    def press(self, pressed: Pressed) -> Reply:
        """Carry out a press and answer with the card as it is now."""
        person = self.sender(pressed)
        posted = recognise(self.work, person.id, pressed)
        reply = self.answer_press(person, posted, pressed)
        note_arrival(self.work, posted, pressed, self.now)
        return reply

    def answer_press(self, person: Person, posted: Posted | None, pressed: Pressed) -> Reply:
        """Do what the button asks for, and show what came of it."""
        if contains_id_number(dict(pressed.data)):
            return self.refuse(person, posted, Refusal(Why.ID_NUMBER), pressed)
        act = actions.read(pressed.verb, pressed.data, self.find_person)
        if isinstance(act, BadInput):
            return self.refuse(person, posted, Refusal(Why.BAD_INPUT, {"field": act.why.value}), pressed)
        if act.confirm:
            refusal = self.confirm(person, posted, act.confirm)
            self.work.keep_dialog(person.id, None, self.now)
            return self.refuse(person, posted, refusal, pressed) if refusal else self.show(posted)
        if isinstance(act.show, Show):
            self.show_more(person, act.show, pressed, posted)
            return self.show(posted)
        if act.routine:
            return self.run(act.routine, person, posted, pressed)
        outcome = self.act(act, person, posted)
        if isinstance(outcome, Refusal):
            return self.refuse(person, posted, outcome, pressed)
        return self.show(posted)

    def run(self, command: RoutineCommand, person: Person, posted: Posted | None, pressed: Pressed) -> Reply:
        """Carry out a command on what belongs to no single case; the pressed card shows it whole again."""
        outcome = stop(command, posted) or routines.carry_out(self.work, command, self.situation(person.id))
        if isinstance(outcome, Refusal):
            return self.refuse(person, posted, outcome, pressed)
        if posted and outcome:
            data = {name: value for name, value in {**posted.data, **outcome}.items() if value is not None}
            self.work.morph(posted.id, data=data)
            self.work.redraw(posted.id)
        return self.show(posted)

    def act(self, act: Act, person: Person, posted: Posted | None) -> Decision | Refusal:
        """Open a case, or carry out a command on one."""
        if isinstance(act.command, commands.OpenCase):
            return self.open(act.command, act.category, person, posted)
        if act.case is None or act.command is None:
            return Refusal(Why.NOT_FOUND)
        return self.carry_out(act.case, act.command, person.id)

    def confirm(self, person: Person, posted: Posted | None, given: actions.Confirm) -> Refusal | None:
        """Carry out what a confirm card shows, with what was filled in on it; the card becomes the receipt."""
        if posted is None or posted.data.get("view") != "confirm" or posted.data.get("done"):
            return Refusal(Why.NOTHING_TO_DO)
        day = given.day.isoformat() if given.day else None
        until = given.until.isoformat() if given.until else None
        filled: dict[str, Any] = {"cases": list(given.cases or ()), "reason": given.reason, "day": day, "month": given.month}
        filled |= {"until": until, "suggested": given.suggested}
        data = dict(posted.data) | {name: value for name, value in filled.items() if value}
        planned = plan(data, bool(given.clarified), bool(given.journaled))
        if isinstance(planned, Lacking):
            return Refusal(Why.BAD_INPUT, {"field": LACKING[planned.slot].value})
        outcomes = {case: self.carry_out(case, command, person.id) for case, command in planned}
        done = [case for case, outcome in outcomes.items() if isinstance(outcome, Decision)]
        if not done:
            return next(outcome for outcome in outcomes.values() if isinstance(outcome, Refusal))
        data |= {"cases": done, "choices": [], "done": True, "refused": len(done) < len(outcomes)}
        self.work.morph(posted.id, case=done[0] if len(done) == 1 else None, data=data)
        self.work.redraw(posted.id)
        return None

    def open(self, command: commands.OpenCase, category: str | None, person: Person, posted: Posted | None) -> Decision | Refusal:
        """A new case; the form it came from becomes the choice of a unit."""
        decided = self.keep_case(None, open_case(command, self.work.next_case_id(), self.situation(person.id)), person.id)
        if isinstance(decided, Decision):
            suggested = suggest_units(decided.case, self.work.directory(), self.work.unit_load(), category)
            data = {"suggested": [[unit, reason.value] for unit, reason in suggested], "asked": 0}
            if posted:
                self.work.morph(posted.id, kind=Kind.CHOOSE_UNIT, case=decided.case.id, data=data)
                self.work.redraw(posted.id)  # for other devices, and in case the answer is lost
        elif posted and posted.data.get("view") == "new_case":
            self.work.morph(posted.id, data=self.keep_form(command, decided))
        return decided

    def keep_form(self, command: commands.OpenCase, refusal: Refusal) -> dict[str, Any]:
        """What was right in a form for a new case, so that it stands there again; the question about an old decision with it."""
        found = {
            "number": self.municipality.case_number.normalise(command.number),
            "decided_on": command.decided_on.isoformat(),
            "type": command.type.value,
            "suggested": command.suggested,
            "ask_old": refusal.why is Why.OLD_DECISION,
        }
        return {"view": "new_case"} | {name: value for name, value in found.items() if value}

    def carry_out(self, case_id: CaseId, command: commands.Command, by: PersonId | None) -> Decision | Refusal:
        """Decide on a locked case, and keep what was decided."""
        case = self.work.case(case_id)
        if case is None:
            return Refusal(Why.NOT_FOUND)
        return self.keep_case(case, decide(case, command, self.situation(by, case)), by)

    def keep_case(self, before: Case | None, decided: Decision | Refusal, by: PersonId | None) -> Decision | Refusal:
        """Store what was decided; another open case with the same number is a refusal like any other."""
        if isinstance(decided, Refusal):
            return decided
        try:
            self.work.save(before, decided, by, self.now, next_day=self.next_day)
        except NumberTaken:
            existing = self.work.open_case_with(decided.case.number, decided.case.type)
            return Refusal(Why.NUMBER_TAKEN, {"number": decided.case.number, "case": existing.id if existing else 0})
        return decided

    def say_late(self, posted: Posted) -> None:
        """What should have reminded on a day that has passed: an e-mail finds another day, and the requests are reminded of anew."""
        if posted.channel is Channel.MAIL:
            self.work.move_mail(posted, oslo_date(self.now), self.next_day)
            return
        for case, request in self.work.due_reminders(posted.to, posted.reminding_on) if posted.reminding_on else ():
            self.carry_out(case.id, commands.TimePassed(request.seq), None)
        self.work.drop(posted.id, "its day passed")

    def next_day(self, day: date) -> tuple[date, datetime]:
        """The next working day, and when it begins to remind."""
        rules = self.municipality.deadlines
        later = WorkCalendar.of(rules).after(day)
        return later, oslo_instant(later, rules.overdue_at)

    def situation(self, by: PersonId | None, case: Case | None = None) -> Situation:
        """The instant, the actor and everybody the decision may look at."""
        directory = self.work.directory()
        reminded = self.work.reminded_on(people_of(case, directory), oslo_date(self.now)) if case else frozenset()
        return Situation(self.now, by, self.municipality, directory, reminded)

    def read_ahead(self, ids: Sequence[CaseId]) -> None:
        """Read what many decisions will look at in as few questions as one needs."""
        self.work.read_ahead(ids)
        directory = self.work.directory()
        people = {person for id in ids if (case := self.work.case(id)) for person in people_of(case, directory)}
        self.work.reminded_on(people, oslo_date(self.now))

    def find_person(self, entra_id_or_email: str) -> PersonId | None:
        """Somebody by Entra object id or e-mail; whoever the directory has here becomes a person.

        Without a directory, any unknown address of the municipality's own does.
        """
        if entra_id_or_email in self.found:
            user = self.found[entra_id_or_email]
            here = user and user.enabled and (user.email or "").rpartition("@")[2].lower() in self.own_domains
            return self.work.know(user).id if user and here else None
        if "@" not in entra_id_or_email:
            found = self.work.person_by_entra(entra_id_or_email)
            return found.id if found else None
        if known := self.work.person_by_email(entra_id_or_email):
            return known.id
        if entra_id_or_email.rpartition("@")[2].lower() not in self.own_domains:
            return None
        return self.work.add_person(entra_id_or_email, entra_id_or_email).id

    # ---- what is shown

    def show(self, posted: Posted | None, notice: Refusal | None = None) -> Reply:
        """The pressed card as it is now; the trail tells what its reader sees on it."""
        fresh = self.work.posted(posted.id) if posted and posted.id in self.work.morphed else posted
        drawn = self.drawing.draw_pressed(self.work, fresh, self.now, notice) if fresh else None
        if fresh and drawn and drawn.seen:
            self.work.note_seen(drawn.seen, fresh.to, self.now)
        return Reply(drawn.card if drawn else None)

    def show_again(self, incoming: Incoming) -> Reply:
        """The same activity came once more: nothing happens, and a pressed card is answered as it is now."""
        if not isinstance(incoming, Pressed):
            return Reply()
        person = self.work.person_by_entra(incoming.sender.entra_id)
        return self.show(recognise(self.work, person.id, incoming) if person else None)

    def refuse(self, person: Person, posted: Posted | None, refusal: Refusal, pressed: Pressed) -> Reply:
        """Say why nothing was changed: on the card that was pressed, or in a message where there is no card to say it on."""
        reply = self.show(posted, refusal)
        if reply.card is None or not pressed.updates:
            self.step(person, say_refusal(refusal), pressed.key)
        return reply

    def show_more(self, person: Person, show: Show, pressed: Pressed, posted: Posted | None) -> None:
        """A press that only asks to see something: it comes as a new message, but for a page that is turned."""
        roles = self.work.roles(person.id)
        match show.view:
            case "choose":
                self.keep(person, converse.choose(show.id, self.talk(person, roles)), pressed.key)
            case "get_file":
                sort, _, of = show.id.partition(".")
                about = {"statistics": "year", "case": "case"}.get(sort)
                self.step(person, OfferFile(sort, **({about: int(of)} if about else {})), pressed.key)
            case "cancel":
                self.keep(person, Turned((text("cancelled"),)), pressed.key)
            case view if view in routine_actions.VIEWS:
                self.look(person, show, pressed, posted)
            case "set_language":
                self.keep(person, Turned((SetLanguage(show.id), text("language_changed"))), pressed.key)
            case "show_form" | "show_help" | "show_list":
                data = {"view": {"show_form": "new_case", "show_help": "help"}.get(show.view, "list")}
                if show.view == "show_list":
                    data["group"] = Group(show.id).value
                refused = text("only_ke") if show.view == "show_form" and Role.KE not in roles else None
                self.step(person, refused or (Say(data) if roles else text("unknown_person")), pressed.key)
            case _:
                self.step(person, self.about_case(person, show), pressed.key)

    def look(self, person: Person, show: Show, pressed: Pressed, posted: Posted | None) -> None:
        """Something that belongs to no single case: on the pressed card, or as a new message."""
        seen = look(show.view, show.id, posted)
        if posted and seen.turned:
            self.work.morph(posted.id, data=seen.data)
        else:
            self.step(person, Say(seen.data, kind=seen.kind), pressed.key)

    def about_case(self, person: Person, show: Show) -> Say:
        """A card about one case, if the person may see it."""
        case_id, _, request = show.id.partition(".")
        case = self.work.case(int(case_id))
        if case is None or not may_see(case, person.id, self.work.directory()):
            return text("not_found")
        match show.view:
            case "show_units" if person.is_ke:
                return self.offer_units(case.id)
            case "show_texts" if person.is_ke:
                return Say({"view": "texts"}, case.id)
            case "show_substitute":
                return Say({"about": case.substitute.seq if case.substitute else 0}, case.id, kind=Kind.SUBSTITUTE)
            case "show_request" if request:
                return Say({"view": "request"}, case.id, int(request))
            case _:
                return Say({"view": "case"}, case.id)

    def offer_units(self, case_id: CaseId, chosen: UnitId | None = None) -> Say:
        """The choice of a unit for a case, one that was named before those suggested."""
        case = self.work.case(case_id)
        if case is None:
            return text("not_found")
        suggested = suggest_units(case, self.work.directory(), self.work.unit_load(), chosen=() if chosen is None else (chosen,))
        data = {"suggested": [[unit, reason.value] for unit, reason in suggested], "asked": len(case.requests)}
        return Say(data, case.id, kind=Kind.CHOOSE_UNIT)


def people_of(case: Case, directory: Directory) -> set[PersonId]:
    """Whom a decision on a case may have to remind."""
    asked = {person for request in case.requests for person in (*request.recipients, *directory.answerers(request.unit))}
    return asked | {each.named.person for each in case.assignments if each.named.person is not None}


def refuse_text(said: Said, roles: frozenset[Role]) -> Say | None:
    """What is answered before a message is understood: nothing of such a message is stored or repeated."""
    if finding := find_id_number(said.text):
        return text("id_number_certain" if finding is Finding.CERTAIN else "id_number_possible")
    if not roles:
        return text("unknown_person")
    if said.attached:
        return text("file")
    if said.edited:
        return text("edited")
    if describes_user(said.text):
        return text("describes_user")
    return None if said.text.strip() else text("empty")


def say_refusal(refusal: Refusal) -> Say:
    """A refusal as an answer in the chat."""
    return Say({"view": "text", "text": "refusal", "why": refusal.why.value, "words": dict(refusal.words)})


def plain_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """A view's data as JSON can hold it: dates and instants in ISO form."""
    words = data.get("words")
    if not words:
        return dict(data)
    return dict(data) | {"words": {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in words.items()}}
