"""What a dialog or a yes wants done, done in order within one transaction: something said, decided, remembered, or shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import handing_out
from bot.cards import actions
from bot.cards.actions import Bad, Show
from bot.casework.deadlines import oslo_date
from bot.casework.model import Case, CaseId, Person, PersonId, Role, UnitId
from bot.casework.municipality import Municipality
from bot.casework.outcome import Decision, Kind, Message, Refusal, Why
from bot.casework.routing import tell_uncovered
from bot.casework.situation import may_see
from bot.casework.suggest import suggest_units
from bot.deciding import Deciding
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
from bot.storage.messages import Posted
from bot.storage.store import Work

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


@dataclass(frozen=True, slots=True)
class Steps:
    """Carries out the steps of one person's turn."""

    work: Work
    municipality: Municipality
    now: datetime

    @property
    def deciding(self) -> Deciding:
        return Deciding(self.work, self.municipality, self.now)

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
            read_ahead=self.work.read_ahead,
            cases_of=self.work.visible_cases,
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
                refusal = self.deciding.carry_out(step.case, step.command, person.id)
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
            for message in tell_uncovered(step.person, step.absence, self.deciding.situation(by)):
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
        outcomes = {case: self.deciding.carry_out(case, command, person.id) for case, command in planned}
        done = [case for case, outcome in outcomes.items() if isinstance(outcome, Decision)]
        if not done:
            return next(outcome for outcome in outcomes.values() if isinstance(outcome, Refusal))
        data |= {"cases": done, "choices": [], "done": True, "refused": len(done) < len(outcomes)}
        self.work.morph(posted.id, case=done[0] if len(done) == 1 else None, data=data)
        self.work.redraw(posted.id)
        return None

    # ---- something to look at

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
        return Say(self.choice_of_unit(case, chosen=() if chosen is None else (chosen,)), case.id, kind=Kind.CHOOSE_UNIT)

    def choice_of_unit(self, case: Case, category: str | None = None, chosen: Sequence[UnitId] = ()) -> dict[str, Any]:
        """What the card with that choice keeps: the units suggested, each with why, and how many were asked before."""
        suggested = suggest_units(case, self.work.directory(), self.work.unit_load(), category, chosen=chosen)
        return {"suggested": [[unit, reason.value] for unit, reason in suggested], "asked": len(case.requests)}


def say_refusal(refusal: Refusal) -> Say:
    """A refusal as an answer in the chat."""
    return Say({"view": "text", "text": "refusal", "why": refusal.why.value, "words": dict(refusal.words)})


def plain_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """A view's data as JSON can hold it: dates and instants in ISO form."""
    words = data.get("words")
    if not words:
        return dict(data)
    return dict(data) | {"words": {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in words.items()}}
