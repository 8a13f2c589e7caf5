"""Somebody is told that something happened: what it was, how it is now, and what can be done about it.

Drawn again when the case has moved on: then it says so, and offers only what still can be done.
"""

from collections.abc import Callable, Mapping

from microsoft_teams.cards import CardElement

from bot.cards import build, coordinator_news, handing_on, substitute_news, unit_news
from bot.cards.scene import Drawn, Scene
from bot.cards.told import Told
from bot.casework.model import Case
from bot.casework.outcome import News

TELL: Mapping[News, Callable[[Scene, Case], Told]] = {
    News.LATE_OFFER: unit_news.tell_late_offer,
    News.PROPOSED: unit_news.tell_proposed,
    News.PROMISED: unit_news.tell_promised,
    News.DECLINED: unit_news.tell_declined,
    News.CALL: unit_news.tell_call,
    News.MORE_TIME: unit_news.tell_more_time,
    News.PASSED_ON: unit_news.tell_passed_on,
    News.TAKEN_BACK: unit_news.tell_taken_back,
    News.UNREACHABLE: unit_news.tell_unreachable,
    News.MAIL_LOST: unit_news.tell_mail_lost,
    News.DISPUTED: coordinator_news.tell_disputed,
    News.UPHELD: coordinator_news.tell_upheld,
    News.GUIDANCE: coordinator_news.tell_guidance,
    News.NOT_STARTED: coordinator_news.tell_not_started,
    News.COORDINATOR_LEFT: coordinator_news.tell_left_news,
    News.DISCUSSION: coordinator_news.tell_discussion,
    News.CAPACITY: coordinator_news.tell_capacity,
    News.HANDOVER_TO_KE: coordinator_news.tell_to_ke,
    News.HANDOVER_UNANSWERED: coordinator_news.tell_unanswered,
    News.HANDOVER_RETRACTED: coordinator_news.tell_handover_retracted,
    News.SUBSTITUTE: substitute_news.tell_substitute_news,
    News.SUBSTITUTE_UNANSWERED: substitute_news.tell_substitute_unanswered,
    News.LOOK: coordinator_news.tell_look_news,
    News.OVERLAP: coordinator_news.tell_overlap_news,
}


def draw(scene: Scene) -> Drawn:
    """The news in `scene.data['news']`, as it is now; final when nothing more can be done from here."""
    case = scene.case
    assert case is not None
    if scene.data["news"] == News.CHECKLIST_LEFT:
        return handing_on.draw_reminder(scene, case)
    told = TELL[News(scene.data["news"])](scene, case)
    body: list[CardElement] = [
        build.heading(told.heading),
        *(build.line(each) for each in told.lines),
        *((build.actions(*told.buttons),) if told.buttons else ()),
    ]
    return build.finish(scene, body, scene.words.plain("Nytt i en sak"), final=not told.buttons)
