"""Everybody's habits, drawn from a seed: who answers at once, late, never or twice, what is pressed and what is written."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.stories.people import walk

Json = dict[str, Any]
WEIGHTS: Mapping[str, float] = {
    "accept": 8, "promise": 2, "decline": 3, "call_me": 0.5, "more_time": 1, "pass_on": 1, "take_back": 0.2,
    "tick_informed": 5, "tick_access": 5, "replace": 0.5, "uphold": 2, "started": 6, "guidance": 0.5, "dispute": 0.3,
    "remind": 0.5, "withdraw": 0.3, "refuse_time": 1, "take_offer": 5, "turn_down_offer": 1, "extend": 1,
    "tick": 4, "tick_all": 8, "undo_tick": 0.2, "welcome": 10, "deviation_sent": 4, "deviation_number": 1, "undo_deviation": 0.1,
    "correct": 0.1, "take_case": 1, "look_again": 0.3, "forget_look": 0.3, "reopen": 0.1, "name_successor": 8, "has_none": 2,
    "report_handover": 0.3, "report_left": 3, "retract_handover": 0.3, "change_overlap": 0.5, "tick_handed_on": 4, "name_substitute": 5,
    "extend_substitute": 2, "confirm_return": 3, "keep_substitute": 1, "end_substitute": 1, "report_closure": 0.3, "retract_closure": 0.2,
    "pause": 0.2, "resume": 4, "report_plan": 2, "report_evaluation": 1, "tick_registers": 4, "confirm": 10, "choose": 2,
    "answer_round": 8, "confirm_round": 8, "close_round": 0.2, "reopen_round": 0.2, "report_need": 2, "tick_offered": 4,
    "untick_offered": 0.1, "withdraw_need": 0.1, "draft_invitation": 2, "send_invitation": 6, "cancel_invitation": 0.2,
    "attend_yes": 4, "attend_no": 2, "attend_perhaps": 1, "tick_task": 6, "untick_task": 0.2, "note_course": 2, "start_round": 0.5,
}  # fmt: skip
"""How often a button is pressed beside the others on a card; what is not named here only shows something, or is pressed on purpose."""

FROM_COORDINATORS = (
    "jeg slutter {soon} og kan ikke følge opp {n} lenger",
    "eg kan ikkje følgje opp {n} frå {soon}, bytte",
    "målene er nådd i {n}",
    "brukaren har flytta, {n} kan avsluttast",
    "brukeren er død, {n}",
    "takket nei til koordinator i {n}",
    "takkar nei til IP i {n}, men vil ha koordinator",
    "pause i {n} til {month}",
    "møte holdt {day} i {n}",
    "neste møte {soon} i {n}",
    "samtykke gitt i {n}",
    "samtykket er sendt i {n}",
    "ansvarsgruppe etablert i {n}",
    "evaluering {soon} i {n}",
    "jeg trenger vikar i {n} fra {soon} til {later}",
    "ombestemte meg, jeg fortsetter i {n}",
    "jeg trenger veiledning i {n}",
    "sak {n}",
    "mine saker",
    "nynorsk",
    "hei",
)
FROM_LEADERS = (
    "jeg er borte fra {soon} til {later}",
    "eg er tilbake",
    "hvem venter på svar?",
    "vi trenger opplæring for 3",
    "oversikt",
    "{n}",
)
FROM_KE = (
    "forfalt",
    "oversikt",
    "statistikk for i år",
    "trekk forespørselen i {n}",
    "minn om {n}",
    "gi hjemmetjenesten sør en uke til i {n}",
    "saker uten koordinator",
    "sak {n}",
    "inviter til koordinatortreff {later} kl 10 på rådhuset",
    "leder i Hjemmetjenesten nord er borte fra {soon} til {later}",
)
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")


@dataclass
class Habits:
    """One year's chance, from one seed: the same seed gives the same year."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def delay(self) -> int | None:
        """Working days until somebody looks at a new card; None for never."""
        return self.chance.choices([0, 1, 2, 5, 9, 14, None], [8, 5, 4, 3, 2, 2, 2])[0]

    def pick(self, card: Json) -> Json | None:
        """A button of the card, if there is one that does something."""
        actions = [element for element in walk(card) if element.get("type") == "Action.Execute" and WEIGHTS.get(element["verb"])]
        weights = [WEIGHTS[action["verb"]] for action in actions]
        return self.chance.choices(actions, weights)[0] if actions else None

    def fill(self, card: Json, today: date) -> dict[str, str]:
        """Something in every input, sensible more often than not."""
        return {element["id"]: value for element in walk(card) if "id" in element and (value := self.value(element, today)) is not None}

    def value(self, element: Json, today: date) -> str | None:
        """What is put into one input."""
        match element.get("type"):
            case "Input.ChoiceSet" if element.get("choices"):
                values = [choice["value"] for choice in element["choices"]]
                if element.get("isMultiSelect"):
                    return ",".join(self.chance.sample(values, self.chance.randint(1, len(values))))
                return str(element["value"] if element.get("value") and self.chance.random() < 0.5 else self.chance.choice(values))
            case "Input.Date":
                wanted = today + timedelta(days=self.chance.choice([-9, -2, 0, 3, 10, 25, 60]))
                earliest, latest = element.get("min") or "0", element.get("max") or "9"
                return min(max(wanted.isoformat(), earliest), latest)
            case "Input.Toggle":
                return "true" if self.chance.random() < 0.9 else "false"
            case "Input.Number":
                return str(self.chance.randint(0, 4))
            case "Input.Text" if element["id"] in {"place", "topic"}:
                return "Rådhuset"
            case "Input.Text":
                return str(element.get("value") or "")
        return None

    def sentence(self, sentences: tuple[str, ...], number: str, today: date) -> str:
        """Something to write."""
        soon = today + timedelta(days=self.chance.randint(1, 20))
        later = soon + timedelta(days=self.chance.randint(5, 30))
        month = today + timedelta(days=self.chance.randint(40, 120))
        blanks = {name: f"{day.day}. {MONTHS[day.month - 1]} {day.year}" for name, day in {"soon": soon, "later": later}.items()}
        past = today - timedelta(days=self.chance.randint(0, 6))
        blanks |= {"day": f"{past.day}. {MONTHS[past.month - 1]}", "month": f"{MONTHS[month.month - 1]} {month.year}", "n": number}
        return self.chance.choice(sentences).format_map(blanks)


def cards_in(body: Json) -> Iterator[Json]:
    """The cards of an activity."""
    for attachment in body.get("attachments") or ():
        if attachment.get("contentType") == "application/vnd.microsoft.card.adaptive":
            yield attachment["content"]
