"""Real utterances, whole sets at a time: at least 95 of 100 right, and never a wrong act."""

from collections import Counter
from pathlib import Path

import pytest
from listening import GUARDED, Row, acts, knowledge, rows, wrong_slots

from bot.dialogs.understand import understand

SETS = {"the language document": "utterances.tsv", "more, written later": "more_utterances.tsv"}


def misunderstood(row: Row) -> tuple[str, str, bool]:
    """What was understood, what is wrong with it (empty when nothing is), and whether it would be a wrong act."""
    understood = understand(row.said, knowledge(row))
    got = [meaning.intent.value for meaning in understood.meanings]
    wrong = "" if got == list(row.intents) else f"{' + '.join(got)}, unsure between {[str(intent) for intent in understood.unsure]}"
    wrong = wrong or "; ".join(filter(None, map(wrong_slots, row.slots, understood.meanings)))
    return " + ".join(got), wrong, bool(acts(understood) - set(row.intents) or row.forbidden & set(got))


@pytest.mark.parametrize("name", SETS)
def test_95_of_100_utterances_are_understood_and_none_leads_to_a_wrong_act(name: str) -> None:
    confusion: Counter[tuple[str, str]] = Counter()
    wrong, wrong_acts = [], []
    heard = [row for row in rows(Path(__file__).with_name(SETS[name])) if row.id not in GUARDED]
    for row in heard:
        got, differs, acted = misunderstood(row)
        confusion[" + ".join(row.intents), got] += 1
        if differs:
            wrong.append(f"{row.id} {row.said!r} ({' + '.join(row.intents)}): {differs}")
        if acted:
            wrong_acts.append(wrong[-1])
    table = [f"{'  ' if wanted == got else '! '}{wanted:32} → {got:32} {count:3}" for (wanted, got), count in sorted(confusion.items())]
    print(name, *table, f"{len(heard) - len(wrong)} of {len(heard)} right", *wrong, sep="\n")  # noqa: T201
    assert not wrong_acts
    assert len(wrong) <= 0.05 * len(heard), wrong


def test_the_sets_hold_every_row_of_the_document() -> None:
    ids = [row.id for row in rows(Path(__file__).with_name("utterances.tsv"))]
    assert ids == [f"{who}{number:02}" for who in "KLO" for number in range(1, 41)]
