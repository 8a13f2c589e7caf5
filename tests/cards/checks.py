"""What every card must keep to on every client: everything that can be checked without a browser."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.cards.actions import READERS, ROUTINES, VIEWS, Act, is_input, read
from bot.cards.scene import Drawn
from bot.delivery.activity import as_activity
from tests.cards import ke_scenes
from tests.texts.language import find_foreign_words

Json = dict[str, Any]
LARGEST = 20_000
"""Characters of a whole activity: 40 KB as UTF-16, which passes under the older limit too."""
LONGEST_TITLE = 25
MOST_BUTTONS = 6
FORBIDDEN = {"Table", "Image", "ImageSet", "Media", "Input.Time"}
LATER_THAN_1_5 = {"CodeBlock", "ProgressBar", "ProgressRing", "Badge", "Icon", "Carousel", "Rating"}
NAMES = tuple(
    sorted(
        [person.name for person in ke_scenes.DIRECTORY.people.values()] + [unit.name for unit in ke_scenes.DIRECTORY.units.values()],
        key=len,
        reverse=True,
    )
)
"""Names of people and units are never translated, so the language of the words in them is not looked at."""
SHOWN = {"text", "title", "label", "errorMessage", "placeholder", "codeSnippet", "fallbackText", "tooltip", "description"}


def check_card(drawn: Drawn, locale: str, names: tuple[str, ...] = NAMES) -> None:
    """AssertionError with what is wrong, if anything is."""
    assert drawn.summary, "no summary"
    assert sum(part is not None for part in (drawn.card, drawn.text, drawn.attached)) == 1, "a card, a text or a file, and one of them"
    assert len(json.dumps(as_activity(drawn), ensure_ascii=False)) <= LARGEST, "too large"
    check_summary(drawn.summary)
    for text in read_drawn(drawn):
        check_text(text, locale, names)
    if drawn.card is not None:
        check_structure(drawn.card, locale)
        check_final(drawn)


def check_summary(summary: str) -> None:
    """What a locked phone shows says nothing of the case."""
    assert not re.search(r"\d{3,}", summary), f"digits in the summary: {summary}"
    assert not any(name in summary for name in NAMES), f"a name in the summary: {summary}"


@cache
def check_text(text: str, locale: str, names: tuple[str, ...]) -> None:
    """No id number, no emoji, no blank left open, no word of the other language, no date in digits."""
    assert not re.search(r"(?<!\d)\d{11}(?!\d)", text), f"eleven digits: {text}"
    assert not any(unicodedata.category(sign) == "So" or ord(sign) > 0x1F000 for sign in text), f"emoji: {text}"
    assert "{" not in text, f"unfilled: {text}"
    assert "None" not in text, f"None: {text}"
    for name in names:
        text = text.replace(name, "")
    foreign = find_foreign_words(text, locale)
    assert not foreign, f"wrong language for {locale}: {', '.join(foreign)} in {text!r}"


def check_structure(card: Json, locale: str) -> None:
    """Version, language, one heading, and everything about elements, inputs and buttons."""
    assert card["type"] == "AdaptiveCard"
    assert card["version"] == "1.5"
    assert card["lang"] == locale
    assert "actions" not in card, "buttons belong in an ActionSet"
    elements = list(walk(card))
    headings = [each for each in elements if each.get("style") == "heading"]
    assert len(headings) == 1, f"{len(headings)} headings"
    for element in elements:
        check_element(element)
    check_inputs(elements)
    check_levels(card)


def check_element(element: Json) -> None:
    """One element or button by itself."""
    kind = element.get("type", "")
    assert kind not in FORBIDDEN, kind
    assert "backgroundImage" not in element
    assert element.get("mode") != "secondary"
    if kind in LATER_THAN_1_5 or kind.startswith("Chart."):
        assert element.get("fallback"), f"{kind} without fallback"
    if kind == "TextBlock":
        assert element.get("wrap") is True, f"does not wrap: {element.get('text')}"
        assert element.get("text"), "an empty text"
        dates = re.search(r"\d/\d|\b\d{1,2}\.\d{1,2}\.(\d{2,4})?\b|\d{4}-\d\d-\d\d", element["text"])
        assert not dates, f"a date in digits: {element['text']}"
    if kind == "Action.Execute":
        check_execute(element)


def check_execute(action: Json) -> None:
    """A press that the server understands, also from clients that send a Submit."""
    data = action["data"]
    assert set(data) == {"verb", "id"}, data
    assert data["verb"] == action["verb"]
    fallback = action["fallback"]
    assert (fallback["type"], fallback["title"], fallback["data"]) == ("Action.Submit", action["title"], data)
    if data["verb"] == "open_case":
        assert data["id"] == ""
        return
    if data["verb"] in ("confirm", "undo_fact"):
        assert isinstance(read(data["verb"], data, lambda _: None), Act), data
        return
    if data["verb"] in ROUTINES:
        assert ROUTINES[data["verb"]].id.fullmatch(data["id"]), data
        return
    pattern = READERS[data["verb"]].id if data["verb"] in READERS else VIEWS[data["verb"]]
    assert pattern.fullmatch(data["id"]), f"{data['verb']} does not take {data['id']!r}"


def check_inputs(elements: list[Json]) -> None:
    """Labels, errors and unique names; none where it could be hidden."""
    inputs = [each for each in elements if each.get("type", "").startswith("Input.")]
    ids = [each["id"] for each in inputs]
    assert len(set(ids)) == len(ids), f"an id twice: {sorted(ids)}"
    assert all(map(is_input, ids)), f"unknown to the server: {ids}"
    for each in inputs:
        assert each.get("label") or (each["type"] == "Input.Toggle" and each["title"]), f"{each['id']} has no label"
        assert not each.get("isRequired") or each.get("errorMessage"), f"{each['id']} has no error message"
        assert each.get("type") != "Input.Text" or each.get("maxLength"), f"{each['id']} has no limit"
    hidden = [each for each in elements if each.get("isVisible") is False]
    assert not [each for part in hidden for each in walk(part) if each.get("type", "").startswith("Input.")], "an input that is hidden"


def check_levels(card: Json, nested: bool = False) -> None:
    """The card itself and each form in it: few buttons with different titles, and no form within a form."""
    sets = [each for each in walk(card, into_forms=False) if each.get("type") == "ActionSet"]
    assert all(1 <= len(each["actions"]) <= MOST_BUTTONS for each in sets), "too many buttons, or none"
    buttons = [action for each in sets for action in each["actions"]]
    titles = [action["title"] for action in buttons]
    assert len(set(titles)) == len(titles), f"two buttons with one title: {titles}"
    for title in titles:
        assert len(re.sub(r" ?\(?[\d-]+\)?$", "", title)) <= LONGEST_TITLE, f"too long a title: {title}"
    for action in buttons:
        if action["type"] == "Action.ShowCard":
            assert not nested, "a form within a form is not drawn"
            check_levels(action["card"], nested=True)


def check_final(drawn: Drawn) -> None:
    """What can no longer change asks for nothing."""
    if drawn.final:
        kinds = {each.get("type", "") for each in walk(drawn.card)}
        assert not any(kind.startswith("Input.") for kind in kinds)
        assert "refresh" not in (drawn.card or {})


def walk(part: Any, *, into_forms: bool = True) -> Iterator[Json]:
    """Every element, button and card in a card, fallbacks of buttons and of texts to paste left out."""
    if isinstance(part, list):
        for each in part:
            yield from walk(each, into_forms=into_forms)
    elif isinstance(part, dict):
        if "type" in part:
            yield part
        if part.get("type") == "Action.ShowCard" and not into_forms:
            return
        for name, each in part.items():
            if isinstance(each, dict | list) and name != "data" and not (name == "fallback" and is_spoken_twice(part)):
                yield from walk(each, into_forms=into_forms)


def is_spoken_twice(part: Json) -> bool:
    """A button's fallback is the same button; a text to paste has dates in digits, as it should."""
    return part.get("type") == "CodeBlock" or str(part.get("type", "")).startswith("Action.")


def read_drawn(drawn: Drawn) -> Iterator[str]:
    """Everything a person could read of it."""
    yield from (text for text in (drawn.summary, drawn.text) if text)
    yield from read_texts(drawn.card)
    yield from read_texts(drawn.attached)


def read_texts(card: Any) -> Iterator[str]:
    """Everything a person could read on a card, fallbacks and forms included."""
    if isinstance(card, list):
        for each in card:
            yield from read_texts(each)
    elif isinstance(card, dict):
        for name, each in card.items():
            if name in SHOWN and isinstance(each, str):
                yield each
            elif name == "facts":
                yield from (fact[part] for fact in each for part in ("title", "value"))
            elif isinstance(each, dict | list) and name != "data":
                yield from read_texts(each)
