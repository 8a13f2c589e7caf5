"""Needs for training: the form, one need for the unit and KE, KE's list, and the line in overviews (S4-29, S4-30)."""

from collections.abc import Iterator, Sequence

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.groups import draw_numbered, draw_row
from bot.cards.refusals import NOT_HERE, refusal_text
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, name_unit, today
from bot.casework.deadlines import oslo_date
from bot.casework.outcome import Refusal, Why
from bot.casework.training import Need, may_see, need_rules
from bot.texts.words import Raw

MOST_ROWS = 12
MOST_PASTED = 100


def draw(scene: Scene) -> Drawn:
    """The need, KE's list, or the form."""
    if need_rules(scene.municipality) is None:
        return finish(scene, [build.heading(scene.words.say("Opplæring")), build.line(scene.words.say(NOT_HERE))])
    if "need" in scene.data:
        seen = [need for need in scene.needs if may_see(need, scene.reader.id, scene.directory)]
        return draw_need(scene, seen[0]) if seen else draw_unknown(scene)
    return draw_list(scene) if scene.data.get("list") and scene.reader.is_ke else draw_form(scene)


def draw_unknown(scene: Scene) -> Drawn:
    """No such need, or not the reader's: the same answer for both."""
    told = refusal_text(scene.words, Refusal(Why.NEED_NOT_FOUND))
    return finish(scene, [build.heading(scene.words.say("Opplæring")), build.line(told)])


def finish(scene: Scene, body: Sequence[CardElement], *, full: bool = False) -> Drawn:
    """A card about training."""
    return build.finish(scene, body, scene.words.plain("Opplæring"), full=full)


# ---- reporting


def draw_form(scene: Scene) -> Drawn:
    """Which unit, what, for how many; filled in with what was understood."""
    words, rules = scene.words, need_rules(scene.municipality)
    assert rules is not None
    own = scene.directory.units_of(scene.reader.id)
    units = [unit for unit in scene.directory.units.values() if unit.active] if scene.reader.is_ke else own
    kinds = [(kind.code, kind.pick(words.locale)) for kind in rules.kinds]
    asked: list[CardElement] = []
    if scene.reader.is_ke or len(own) != 1:
        known = f"u{scene.data['unit']}" if "unit" in scene.data else None
        label, error = words.plain("{Which_unit} gjelder det?"), words.plain("Velg {which_unit} det gjelder.")
        asked.append(build.choose_one("need_unit", label, [(f"u{unit.id}", unit.name) for unit in units], error=error, value=known))
    asked += [
        build.choose_one(
            "training_kind", words.plain("Hva trengs?"), kinds, error=words.plain("Velg hva det gjelder."), value=scene.data.get("kind")
        ),
        build.text_input(
            "persons",
            words.plain("For hvor mange?"),
            max_length=2,
            regex=r"^\d{1,2}$",
            error=words.plain("Skriv et tall fra 1 til 99."),
            value=str(scene.data.get("persons", "")),
        ),
        build.toggle("refresher", words.plain("Det gjelder oppfriskning"), on=bool(scene.data.get("refresher"))),
    ]
    body = [
        build.heading(words.say("Meld opplæringsbehov")),
        build.line(words.say("{KE} får beskjed, og tilbyr opplæring innen {months} måneder. Skriv ikke navn.", months=rules.months)),
        *asked,
        build.actions(build.execute(words.plain("Meld behovet"), "report_need", main=True)),
    ]
    return finish(scene, body)


# ---- one need


def draw_need(scene: Scene, need: Need) -> Drawn:
    """What is needed, since when, by when it is offered, and what the reader can do with it."""
    say = scene.words.say
    told = [
        say("{place}: {what}.", place=name_unit(scene, need.unit), what=tell_what(scene, need)),
        say("Meldt {day} av {name}.", day=oslo_date(need.reported_at), name=name_person(scene, need.reported_by)),
        tell_state(scene, need),
    ]
    body: list[CardElement] = [build.heading(say("Opplæringsbehov")), *map(build.line, told)]
    if buttons := list(offer(scene, need)):
        body.append(build.actions(*buttons))
    return finish(scene, body)


def offer(scene: Scene, need: Need) -> Iterator[Action]:
    """KE ticks it off, or takes the tick back; whoever is concerned withdraws it."""
    plain, id = scene.words.plain, str(need.id)
    if scene.reader.is_ke and need.open:
        first = oslo_date(need.reported_at)
        field = build.date_input(
            "offered_on", plain("Dato"), error=plain("Velg en dato."), first=first, last=today(scene), value=today(scene)
        )
        yield build.show_card(
            plain("Opplæring er tilbudt"), [field], build.execute(plain("Lagre"), "tick_offered", id, main=True), main=True
        )
        yield build.reveal_card(name_form(scene), [build.copyable(paste(scene, [need]))])
    if need.open:
        yield build.execute(plain("Trekk behovet"), "withdraw_need", id)
    elif scene.reader.is_ke and need.offered_on:
        yield build.execute(plain("Angre"), "untick_offered", id)


def tell_what(scene: Scene, need: Need) -> Raw:
    """'Grunnkurs, 3 personer, oppfriskning'."""
    rules, say = need_rules(scene.municipality), scene.words.say
    kind = next((kind for kind in rules.kinds if kind.code == need.kind), None) if rules else None
    told = scene.words.label(kind) if kind else say("opplæring")
    persons = scene.words.plural("{n} person", "{n} personer", need.persons)
    listed = [told, persons, *([say("oppfriskning")] if need.refresher else [])]
    return Raw(", ".join(listed))


def tell_state(scene: Scene, need: Need) -> Raw:
    """Offered, withdrawn, or by when it is to be offered."""
    say = scene.words.say
    if need.withdrawn_at:
        return say("Behovet er trukket {day}.", day=oslo_date(need.withdrawn_at))
    if need.offered_on:
        return say("Opplæring er tilbudt {day}.", day=need.offered_on)
    if need.offer_by < today(scene):
        return say("Opplæring skulle vært tilbudt innen {day}.", day=need.offer_by)
    return say("Opplæring tilbys innen {day}.", day=need.offer_by)


# ---- KE's overviews


def draw_list(scene: Scene) -> Drawn:
    """Every need that is to be offered, the first deadline first, and the text for the form."""
    say, needs = scene.words.say, scene.needs
    body: list[CardElement] = [build.heading(say("Opplæringsbehov"))]
    if not needs:
        return finish(scene, [*body, build.line(say("Ingen opplæringsbehov venter.")), build.actions(report_button(scene))])
    body.append(build.line(scene.words.plural("{n} behov venter.", "{n} behov venter.", len(needs)), bold=True))
    body += draw_numbered(scene, ((tell_need(scene, need), "show_training", str(need.id)) for need in needs[:MOST_ROWS]))
    if len(needs) > MOST_ROWS:
        body.append(build.line(say("og {n} til", n=len(needs) - MOST_ROWS), subtle=True))
    pasted = build.reveal_card(name_form(scene), [build.copyable(paste(scene, needs[:MOST_PASTED]))])
    return finish(scene, [*body, build.actions(pasted, report_button(scene))], full=True)


def tell_need(scene: Scene, need: Need) -> Raw:
    """Which unit, what, and by when."""
    blanks = {"place": name_unit(scene, need.unit), "what": tell_what(scene, need), "state": tell_state(scene, need)}
    return scene.words.say("{place}: {what}. {state}", **blanks)


def report_button(scene: Scene) -> Action:
    """The form, for a unit that has told KE in another way."""
    return build.execute(scene.words.plain("Meld behov"), "choose", "training_need")


def name_form(scene: Scene) -> str:
    """The button that shows the text for the municipality's own form."""
    rules = need_rules(scene.municipality)
    return scene.words.plain("Til {form}", form=rules.form.pick(scene.words.locale) if rules else "")


def paste(scene: Scene, needs: Sequence[Need]) -> str:
    """The needs in the form's columns, parted by tabs."""
    plain, rules = scene.words.plain, need_rules(scene.municipality)
    names = {kind.code: kind.pick(scene.words.locale) for kind in rules.kinds} if rules else {}
    rows = [[plain("{Unit}"), plain("Opplæring"), plain("Antall"), plain("Oppfriskning"), plain("Meldt"), plain("Tilbys innen")]]
    for need in needs:
        refresher = plain("ja") if need.refresher else plain("nei")
        days = scene.words.write(oslo_date(need.reported_at)), scene.words.write(need.offer_by)
        rows.append([name_unit(scene, need.unit), names.get(need.kind, plain("opplæring")), str(need.persons), refresher, *days])
    return "\n".join("\t".join(row) for row in rows)


def draw_waiting(scene: Scene) -> tuple[CardElement, ...]:
    """The line in KE's digest and deadlines: how many needs wait, and the first day by which one is to be offered."""
    if not scene.needs or need_rules(scene.municipality) is None:
        return ()
    first = scene.needs[0].offer_by
    blanks = {"day": first}
    if first < today(scene):
        told = scene.words.plural(
            "Opplæring: {n} behov venter. Fristen var {day}.",
            "Opplæring: {n} behov venter. Første frist var {day}.",
            len(scene.needs),
            **blanks,
        )
    else:
        told = scene.words.plural(
            "Opplæring: {n} behov venter. Frist {day}.", "Opplæring: {n} behov venter. Første frist {day}.", len(scene.needs), **blanks
        )
    return tuple(draw_row(scene, told, build.execute(scene.words.plain("Vis opplæring"), "show_training")))
