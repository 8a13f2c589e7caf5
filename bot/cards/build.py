"""The few pieces every card is made of, so that all look alike and keep to what Teams draws on every client."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    CodeBlock,
    Container,
    ContainerStyle,
    DateInput,
    ExecuteAction,
    Fact,
    FactSet,
    OpenUrlAction,
    QueryData,
    ShowCardAction,
    Spacing,
    SubmitAction,
    TargetElement,
    TeamsCardProperties,
    TextBlock,
    TextInput,
    ToggleInput,
    ToggleVisibilityAction,
)

from bot.cards.refusals import refusal_text
from bot.cards.scene import Drawn, Scene
from bot.casework.model import Case, Person, Request
from bot.texts.words import escape
from bot.wire import Json

VERSION: Literal["1.5"] = "1.5"
PEOPLE = QueryData(dataset="graph.microsoft.com/users")
"""Lets Teams search the whole organisation in a list of people."""
FEW = 7
"""Up to so many choices stand open as radio buttons; more become a list to type in."""
Titled = tuple[str, str]
"""A choice: its value, and its title as plain text."""


# ---- text


def heading(text: str) -> TextBlock:
    """The card's one heading: what it is about, never which case."""
    return TextBlock(text=text, style="heading", size="Medium", weight="Bolder", wrap=True)


def line(text: str, *, bold: bool = False, subtle: bool = False, spacing: Spacing | None = None) -> TextBlock:
    """One thought, as Markdown from `Words.say`; wraps."""
    return TextBlock(text=text, wrap=True, weight="Bolder" if bold else None, is_subtle=subtle or None, spacing=spacing)


def lines(texts: Iterable[str]) -> tuple[CardElement, ...]:
    """Several lines close together, such as a short list."""
    return tuple(line(text, spacing="Small") for text in texts)


def facts(pairs: Iterable[tuple[str, str]]) -> FactSet:
    """Names and values side by side, for a view with many of them."""
    return FactSet(facts=[Fact(title=title, value=value) for title, value in pairs])


def box(style: ContainerStyle, *items: CardElement) -> Container:
    """A container whose style keeps its contrast in every theme; what the style means stands in the words too."""
    return Container(style=style, items=list(items))


def copyable(text: str) -> CodeBlock:
    """A plain text to copy, with a copy button where there is one and one line of text each where not (phones)."""
    plain = [TextBlock(text=escape(row) or "\N{NO-BREAK SPACE}", wrap=True, spacing="None") for row in text.splitlines()]
    return CodeBlock(code_snippet=text, language="PlainText", fallback=Container(style="emphasis", items=list(plain)))


def reveal_card(title: str, items: Iterable[CardElement]) -> ShowCardAction:
    """Text behind a button that the reader's own client opens, without anybody being told."""
    return ShowCardAction(title=title, card=AdaptiveCard(version=VERSION, body=list(items)))


def hidden(id: str, *items: CardElement) -> Container:
    """Texts that `reveal` shows; never inputs, which would block the buttons while hidden."""
    return Container(id=id, is_visible=False, items=list(items))


# ---- inputs


def text_input(id: str, label: str, *, max_length: int, error: str | None = None, regex: str | None = None, value: str = "") -> TextInput:
    """A line of text; required when `error` says what to write."""
    return TextInput(
        id=id,
        label=label,
        max_length=max_length,
        regex=regex,
        value=value or None,
        is_required=error is not None or None,
        error_message=error,
    )


def date_input(
    id: str, label: str, *, error: str | None = None, first: date | None = None, last: date | None = None, value: date | None = None
) -> DateInput:
    """A date from `first` to `last`, both included; required when `error` says what to choose. The server checks it again."""
    return DateInput(
        id=id,
        label=label,
        min=first.isoformat() if first else None,
        max=last.isoformat() if last else None,
        value=value.isoformat() if value else None,
        is_required=error is not None or None,
        error_message=error,
    )


def choose_one(id: str, label: str, choices: Sequence[Titled], *, error: str | None = None, value: str | None = None) -> ChoiceSetInput:
    """One of some choices: radio buttons when they are few, else a list to type in. Required when `error` is given."""
    return ChoiceSetInput(
        id=id,
        label=label,
        choices=make_choices(choices),
        style="expanded" if len(choices) <= FEW else "filtered",
        wrap=True,
        value=value,
        is_required=error is not None or None,
        error_message=error,
    )


def choose_listed(id: str, label: str, choices: Sequence[Titled], *, error: str | None = None, value: str | None = None) -> ChoiceSetInput:
    """One of some choices in a list to type in, however few they are: for choices that are rarely used."""
    chosen = choose_one(id, label, choices, error=error, value=value)
    chosen.style = "filtered"
    return chosen


def choose_many(id: str, label: str, choices: Sequence[Titled], *, error: str | None = None) -> ChoiceSetInput:
    """Ticks; the values chosen come back separated by commas. At least one is required when `error` is given."""
    chosen = choose_one(id, label, choices, error=error)
    chosen.style, chosen.is_multi_select = "expanded", True
    return chosen


def choose_person(id: str, label: str, people: Iterable[Person], value: Person | None = None) -> ChoiceSetInput:
    """Someone listed, or from the whole organisation where Teams can search it; not required, as an address may be written instead."""
    listed = [(f"p{person.id}", person.name) for person in people]
    if value is not None and all(known != f"p{value.id}" for known, _ in listed):
        listed.insert(0, (f"p{value.id}", value.name))
    return ChoiceSetInput(
        id=id,
        label=label,
        choices=make_choices(listed),
        choices_data=PEOPLE,
        style="filtered",
        wrap=True,
        value=f"p{value.id}" if value else None,
    )


def make_choices(choices: Iterable[Titled]) -> list[Choice]:
    """The choices as Teams takes them."""
    return [Choice(title=title, value=value) for value, title in choices]


def toggle(id: str, title: str, *, on: bool = False) -> ToggleInput:
    """One tick, `on` or not when the form opens: "true" or "false". Its title is its label: given as both it would be drawn twice."""
    return ToggleInput(id=id, title=title, value="true" if on else "false", value_on="true", value_off="false", wrap=True)


# ---- actions


def case_id(case: Case) -> str:
    """The id of buttons about a case."""
    return str(case.id)


def request_id(case: Case, request: Request) -> str:
    """The id of buttons about one request."""
    return f"{case.id}.{request.seq}"


def duties_id(case: Case, about: int) -> str:
    """The id of buttons about the duties of one assignment, or of the case itself when `about` is 0."""
    return f"{case.id}.{about}"


def execute(title: str, verb: str, id: str = "", *, main: bool = False) -> ExecuteAction:
    """A button that asks the bot for something; older clients send the same as a Submit."""
    data = {"verb": verb, "id": id}
    return ExecuteAction(
        title=title, verb=verb, data=data, style="positive" if main else None, fallback=SubmitAction(title=title, data=data)
    )


def open_url(title: str, url: str) -> OpenUrlAction:
    """A button that opens a page."""
    return OpenUrlAction(title=title, url=url)


def show_card(title: str, body: Sequence[CardElement], *buttons: Action, main: bool = False) -> ShowCardAction:
    """A button that opens a form; nothing is decided by opening it. Forms do not open forms."""
    form = AdaptiveCard(version=VERSION, body=[*body, actions(*buttons)])
    return ShowCardAction(title=title, card=form, style="positive" if main else None)


def reveal(title: str, *ids: str) -> ToggleVisibilityAction:
    """A button that shows and hides texts made with `hidden`."""
    return ToggleVisibilityAction(title=title, target_elements=[TargetElement(element_id=id) for id in ids])


def actions(*buttons: Action, apart: bool = False) -> ActionSet:
    """Buttons together, `apart` from those above; older clients honour a button's fallback only inside such a set."""
    return ActionSet(actions=list(buttons), spacing="Large" if apart else None)


# ---- the card


def notice(scene: Scene) -> tuple[CardElement, ...]:
    """Why the reader's press changed nothing, on top of the card as it is now; nothing when there is nothing to say."""
    said = refusal_text(scene.words, scene.notice) if scene.notice else ""
    return (box("warning", line(said)),) if said else ()


def finish(
    scene: Scene, body: Sequence[CardElement], summary: str, *, final: bool = False, alert: bool = False, full: bool = False
) -> Drawn:
    """The card in the reader's language, ready to send. `summary` is what a locked phone shows: neutral, no case, no unit.

    `final` when nothing on it can change any more; `alert` where a deadline is today or has passed; `full` uses a wide window's width.
    """
    card = AdaptiveCard(
        version=VERSION,
        lang=scene.words.locale,
        body=[*notice(scene), *body],
        msteams=TeamsCardProperties(width="full") if full else None,
    )
    return Drawn(summary, dump(card), final=final, alert=alert)


def dump(card: AdaptiveCard) -> Json:
    """The card as JSON, without what is not set."""
    dumped: dict[str, Any] = card.model_dump(by_alias=True, exclude_none=True)
    return dumped
