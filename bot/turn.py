"""One person's message or press within one transaction: who it is, what they may see, what is done, what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot import routines
from bot.cards import actions, routine_actions
from bot.cards.actions import Act, BadInput, Show
from bot.casework import commands
from bot.casework.model import Person, PersonId, Role
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Kind, Message, Refusal, Why
from bot.casework.overview import Group
from bot.casework.routines import Command as RoutineCommand
from bot.dialogs import converse
from bot.dialogs.steps import (
    OfferFile,
    Say,
    SetLanguage,
    Turned,
    text,
)
from bot.drawing import Drawing
from bot.privacy import Finding, contains_id_number, describes_user, find_id_number
from bot.recognising import note_arrival, recognise
from bot.routines.pressing import look, stop
from bot.stepping import Steps, say_refusal
from bot.storage.messages import Posted
from bot.storage.store import Work
from bot.wire import Incoming, Installed, Pressed, Removed, Reply, Said, User


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

    @property
    def steps(self) -> Steps:
        return Steps(self.work, self.municipality, self.now)

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
            self.steps.keep(person, Turned((refused,)), said.key)
            return
        self.steps.keep(person, converse.hear(said.text, self.steps.talk(person, roles)), said.key)

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
            refusal = self.steps.confirm(person, posted, act.confirm)
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
        outcome = stop(command, posted) or routines.carry_out(self.work, command, self.steps.deciding.situation(person.id))
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
        return self.steps.deciding.carry_out(act.case, act.command, person.id)

    def open(self, command: commands.OpenCase, category: str | None, person: Person, posted: Posted | None) -> Decision | Refusal:
        """A new case; the form it came from becomes the choice of a unit."""
        decided = self.steps.deciding.open(command, person.id)
        if isinstance(decided, Decision):
            if posted:
                data = self.steps.choice_of_unit(decided.case, category)
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
            self.steps.step(person, say_refusal(refusal), pressed.key)
        return reply

    def show_more(self, person: Person, show: Show, pressed: Pressed, posted: Posted | None) -> None:
        """A press that only asks to see something: it comes as a new message, but for a page that is turned."""
        roles = self.work.roles(person.id)
        match show.view:
            case "choose":
                self.steps.keep(person, converse.choose(show.id, self.steps.talk(person, roles)), pressed.key)
            case "get_file":
                sort, _, of = show.id.partition(".")
                about = {"statistics": "year", "case": "case"}.get(sort)
                self.steps.step(person, OfferFile(sort, **({about: int(of)} if about else {})), pressed.key)
            case "cancel":
                self.steps.keep(person, Turned((text("cancelled"),)), pressed.key)
            case view if view in routine_actions.VIEWS:
                self.look(person, show, pressed, posted)
            case "set_language":
                self.steps.keep(person, Turned((SetLanguage(show.id), text("language_changed"))), pressed.key)
            case "show_form" | "show_help" | "show_list":
                data = {"view": {"show_form": "new_case", "show_help": "help"}.get(show.view, "list")}
                if show.view == "show_list":
                    data["group"] = Group(show.id).value
                refused = text("only_ke") if show.view == "show_form" and Role.KE not in roles else None
                self.steps.step(person, refused or (Say(data) if roles else text("unknown_person")), pressed.key)
            case _:
                self.steps.step(person, self.steps.about_case(person, show), pressed.key)

    def look(self, person: Person, show: Show, pressed: Pressed, posted: Posted | None) -> None:
        """Something that belongs to no single case: on the pressed card, or as a new message."""
        seen = look(show.view, show.id, posted)
        if posted and seen.turned:
            self.work.morph(posted.id, data=seen.data)
        else:
            self.steps.step(person, Say(seen.data, kind=seen.kind), pressed.key)


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
