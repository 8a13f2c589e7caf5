"""The whole test set of real utterances: at least 95 of 100 right, and never a wrong act."""

from collections import Counter

from listening import GUARDED, QUESTION_INTENTS, acts, knowledge, rows, wrong_slots

from bot.dialogs.understand import understand


def test_at_least_95_of_100_utterances_are_understood_and_none_leads_to_a_wrong_act() -> None:
    confusion: Counter[tuple[str, str]] = Counter()
    wrong, wrong_acts = [], []
    set_ = [row for row in rows() if row.id not in GUARDED]
    for row in set_:
        understood = understand(row.said, knowledge(row))
        got = [meaning.intent.value for meaning in understood.meanings]
        confusion[" + ".join(row.intents), " + ".join(got)] += 1
        if not acts(understood) <= set(row.intents) or row.forbidden & set(got):
            wrong_acts.append(f"{row.id} {row.said!r}: {got}")
        differ = "" if got == list(row.intents) else f"{' + '.join(got)} unsure={[str(i) for i in understood.unsure]}"
        differ = differ or "; ".join(filter(None, map(wrong_slots, row.slots, understood.meanings)))
        if differ:
            wrong.append(f"{row.id} {row.said!r} ({' + '.join(row.intents)}): {differ}")
    for (wanted, was), count in sorted(confusion.items()):
        print(f"{'  ' if wanted == was else '! '}{wanted:20} → {was:20} {count}")
    print(f"{len(set_) - len(wrong)} of {len(set_)} right", *wrong, sep="\n")
    assert not [row for row in wrong_acts if row.split()[0] in {r.id for r in set_ if set(r.intents) & QUESTION_INTENTS}]
    assert len(wrong) <= 0.05 * len(set_), wrong
    assert not wrong_acts
