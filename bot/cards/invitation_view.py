"""An invitation: KE's form, the preview, who comes; and the coordinator's card with three answers (S0-35, S1-15)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from microsoft_teams.cards import Action, CardElement

from bot.cards import build
from bot.cards.refusals import NOT_HERE
from bot.cards.scene import Drawn, Scene
from bot.cards.status import name_person, today
from bot.casework.inviting import Attendance, Invitation
from bot.casework.yearly_rules import GatheringRules
from bot.texts.words import Raw, mark

TITLES = MappingProxyType({Attendance.YES: mark("Ja, jeg kommer"), Attendance.NO: mark("Nei"), Attendance.PERHAPS: mark("Kanskje")})
TOLD = MappingProxyType(
    {
        Attendance.YES: mark("Du har svart ja."),
        Attendance.NO: mark("Du har svart nei."),
        Attendance.PERHAPS: mark("Du har svart kanskje."),
        None: mark("Kommer du?"),
    }
)
GROUPS = MappingProxyType(
    {Attendance.YES: mark("Ja"), Attendance.PERHAPS: mark("Kanskje"), Attendance.NO: mark("Nei"), None: mark("Ikke svart")}
)
MOST_NAMES = 150


def draw(scene: Scene) -> Drawn:
    """The form, or the invitation as KE or somebody who was invited sees it."""
    gathering, invitation = scene.municipality.gathering, scene.invitation
    if gathering is None:
        return draw_line(scene, scene.words.say(NOT_HERE))
    if scene.data.get("form") and scene.reader.is_ke:
        return draw_form(scene, gathering)
    if invitation is None or not (scene.reader.is_ke or scene.reader.id in scene.answers):
        return draw_line(scene, scene.words.say("Det er ingen invitasjon nå."))
    if scene.reader.is_ke and not (scene.reader.id in scene.answers and scene.data.get("stage")):
        return draw_for_ke(scene, invitation)
    return draw_for_invited(scene, invitation)


def draw_line(scene: Scene, told: Raw) -> Drawn:
    """There is nothing to show."""
    return finish(scene, [build.heading(scene.words.say("Invitasjon")), build.line(told)])


def finish(scene: Scene, body: Sequence[CardElement], *, final: bool = False, full: bool = False) -> Drawn:
    """A card of an invitation."""
    return build.finish(scene, body, scene.words.plain("Invitasjon"), final=final, full=full)


def name_kind(scene: Scene, invitation: Invitation) -> str:
    """'Koordinatortreff'; what the profile no longer has is an invitation."""
    gathering = scene.municipality.gathering
    kind = next((kind for kind in gathering.kinds if kind.code == invitation.kind), None) if gathering else None
    return kind.pick(scene.words.locale) if kind else scene.words.plain("Invitasjon")


def tell_when(scene: Scene, invitation: Invitation) -> Raw:
    """'Torsdag 4. mars kl. 10.00, Rådhuset'."""
    day = scene.words.day(invitation.on)
    when = f"{day[0].upper()}{day[1:]}" + (f" kl. {invitation.at:%H.%M}" if invitation.at else "")
    return scene.words.say("{when}, {place}.", when=when, place=invitation.place)


def tell_topic(scene: Scene, invitation: Invitation) -> tuple[CardElement, ...]:
    """What it is about, where KE has said so."""
    return (build.line(scene.words.say("Tema: {topic}.", topic=invitation.topic)),) if invitation.topic else ()


# ---- KE


def draw_form(scene: Scene, gathering: GatheringRules) -> Drawn:
    """What, when and where; nothing is sent by pressing its button."""
    plain, known = scene.words.plain, scene.invitation
    kinds = [(kind.code, kind.pick(scene.words.locale)) for kind in gathering.kinds]
    day = known.on if known else date.fromisoformat(scene.data["on"]) if "on" in scene.data else None
    at = (f"{known.at:%H.%M}" if known.at else "") if known else scene.data.get("at", "").replace(":", ".")
    body = [
        build.heading(scene.words.say("Inviter {coordinators}")),
        build.line(scene.words.say("Du ser hvem som får invitasjonen før den sendes.")),
        build.choose_one(
            "invitation_kind",
            plain("Hva gjelder det?"),
            kinds,
            error=plain("Velg hva det gjelder."),
            value=(known.kind if known else scene.data.get("kind")),
        ),
        build.date_input("held_on", plain("Dato"), error=plain("Velg en dato."), first=today(scene), value=day),
        build.text_input("held_at", plain("Klokkeslett (valgfritt)"), max_length=5, regex=r"^([01]?\d|2[0-3])[.:][0-5]\d$|^$", value=at),
        build.text_input(
            "place", plain("Sted eller lenke"), max_length=200, error=plain("Skriv sted eller lenke."), value=known.place if known else ""
        ),
        build.text_input("topic", plain("Tema (valgfritt)"), max_length=80, value=(known.topic or "") if known else ""),
        build.actions(build.execute(plain("Se over"), "draft_invitation", main=True)),
    ]
    return finish(scene, body)


def draw_for_ke(scene: Scene, invitation: Invitation) -> Drawn:
    """The draft with how many would get it; once sent, who comes."""
    say = scene.words.say
    body: list[CardElement] = [
        build.heading(say("{what}", what=name_kind(scene, invitation))),
        build.line(tell_when(scene, invitation)),
        *tell_topic(scene, invitation),
    ]
    if invitation.cancelled_at:
        return finish(scene, [*body, build.line(say("Avlyst."), bold=True)])
    if invitation.sent_at is None:
        return finish(scene, [*body, *draw_draft(scene, invitation)])
    counts = [say("{name}: {n}", name=say(title), n=len(list_answered(scene, answer))) for answer, title in GROUPS.items()]
    body.append(build.line(Raw(" · ".join(counts)), bold=True))
    return finish(scene, [*body, build.actions(*offer_ke(scene, invitation))])


def draw_draft(scene: Scene, invitation: Invitation) -> Iterator[CardElement]:
    """How many get it, who must be told in another way, and the button that sends it."""
    words, id = scene.words, str(invitation.id)
    reached, unreached = scene.receivers
    yield build.line(words.plural("Går til {n} {coordinator}.", "Går til {n} {coordinators}.", len(reached)), bold=True)
    if unreached:
        names = words.join(name_person(scene, person) for person in unreached)
        yield build.line(words.say("Disse når jeg ikke i Teams: {names}.", names=names))
    change = build.execute(words.plain("Endre"), "edit_invitation", id)
    drop = build.execute(words.plain("Forkast"), "cancel_invitation", id)
    send = [build.execute(words.plain("Send"), "send_invitation", id, main=True)] if reached else []
    yield build.actions(*send, change, drop)


def offer_ke(scene: Scene, invitation: Invitation) -> Iterator[Action]:
    """The list to read and paste, and calling it off until the day is over."""
    plain = scene.words.plain
    yield build.reveal_card(plain("Hvem kommer"), [build.copyable(paste(scene))])
    if invitation.on >= today(scene):
        body = [build.line(scene.words.say("Alle som ikke har svart nei, får beskjed."))]
        yield build.show_card(plain("Avlys"), body, build.execute(plain("Avlys og gi beskjed"), "cancel_invitation", str(invitation.id)))


def list_answered(scene: Scene, answer: Attendance | None) -> list[str]:
    """The names of those who gave an answer, or none."""
    return sorted(name_person(scene, person) for person, given in scene.answers.items() if given is answer)


def paste(scene: Scene) -> str:
    """Name and answer in two columns, parted by tabs."""
    rows = [f"{name}\t{scene.words.plain(title)}" for answer, title in GROUPS.items() for name in list_answered(scene, answer)]
    return "\n".join(rows[:MOST_NAMES])


# ---- who was invited


def draw_for_invited(scene: Scene, invitation: Invitation) -> Drawn:
    """When and where, and the answers; the one given is left out."""
    say, over = scene.words.say, invitation.on < today(scene)
    name = name_kind(scene, invitation)
    reminds = scene.data.get("stage") and scene.answers[scene.reader.id] is None and not over
    heading = say("Påminnelse: {what}", what=name) if reminds else say("Invitasjon: {what}", what=name)
    body: list[CardElement] = [build.heading(heading), build.line(tell_when(scene, invitation)), *tell_topic(scene, invitation)]
    given = scene.answers[scene.reader.id]
    if invitation.cancelled_at:
        return finish(scene, [*body, build.line(say("Avlyst."), bold=True)], final=True)
    if over:
        return finish(scene, [*body, *([build.line(say(TOLD[given]))] if given else [])], final=True)
    body.append(build.line(say(TOLD[given]), bold=True))
    return finish(scene, [*body, build.actions(*offer_answers(scene, invitation, given))])


def offer_answers(scene: Scene, invitation: Invitation, given: Attendance | None) -> Iterator[Action]:
    """The answers that can be given now, and the link where there is one."""
    titles: Mapping[Attendance, str] = TITLES
    for answer, title in titles.items():
        if answer is not given:
            yield build.execute(
                scene.words.plain(title), f"attend_{answer}", str(invitation.id), main=given is None and answer is Attendance.YES
            )
    if invitation.place.startswith("https://"):
        yield build.open_url(scene.words.plain("Åpne lenken"), invitation.place)
