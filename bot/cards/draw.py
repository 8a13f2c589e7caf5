"""From a scene to what is sent: one function a card, and the type checker sees to it that no kind of message is without."""

from typing import assert_never

from bot.cards import (
    answers,
    case_view,
    checklist,
    choose_unit,
    confirm,
    coordinator,
    course_view,
    digest,
    documents_card,
    duties,
    fact,
    figures,
    file_view,
    handover,
    help,
    invitation_view,
    lists,
    mail,
    new_case,
    news,
    overdue,
    pausing,
    registers,
    reminding,
    request,
    round_view,
    staffing,
    standing_in,
    succeeded,
    three_months,
    training_view,
    yearly_task_view,
)
from bot.cards.scene import Drawn, Scene
from bot.casework.outcome import Kind


def draw(scene: Scene) -> Drawn:  # noqa: C901, PLR0912
    """The message as its reader sees it now."""
    match scene.kind:
        case Kind.REQUEST:
            return request.draw(scene)
        case Kind.REMINDING:
            return reminding.draw(scene)
        case Kind.UNREAD_MAIL:
            return mail.draw_unread(scene)
        case Kind.SHARED_MAIL:
            return mail.draw_shared(scene)
        case Kind.WELCOME:
            return coordinator.draw(scene)
        case Kind.NEWS:
            return news.draw(scene)
        case Kind.DUTIES:
            return duties.draw(scene)
        case Kind.CHOOSE_UNIT:
            return choose_unit.draw(scene)
        case Kind.OVERDUE:
            return overdue.draw(scene)
        case Kind.THREE_MONTHS:
            return three_months.draw(scene)
        case Kind.HANDOVER:
            return handover.draw(scene)
        case Kind.SUCCEEDED:
            return succeeded.draw(scene)
        case Kind.SUBSTITUTE:
            return standing_in.draw(scene)
        case Kind.REGISTERS:
            return registers.draw(scene)
        case Kind.LOOK_AGAIN:
            return pausing.draw_look_again(scene)
        case Kind.TRAINING:
            return training_view.draw(scene)
        case Kind.INVITATION:
            return invitation_view.draw(scene)
        case Kind.YEARLY_TASK:
            return yearly_task_view.draw(scene)
        case Kind.COURSE:
            return course_view.draw(scene)
        case Kind.ROUND:
            return round_view.draw(scene)
        case Kind.STAFFING:
            return staffing.draw(scene)
        case Kind.DIGEST:
            return digest.draw(scene)
        case Kind.ANSWER:
            return draw_answer(scene)
        case _:
            assert_never(scene.kind)


VIEWS = {
    "text": answers.draw_text,
    "new_case": new_case.draw_form,
    "case": case_view.draw,
    "list": lists.draw_list,
    "overview": lists.draw_overview,
    "deadlines": lists.draw_deadlines,
    "texts": documents_card.draw,
    "request": request.draw,
    "confirm": confirm.draw,
    "fact": fact.draw,
    "choose_case": answers.draw_choose_case,
    "choose_meeting": answers.draw_choose_meeting,
    "checklist": checklist.draw,
    "figures": figures.draw,
    "file_offer": file_view.draw_offer,
    "file_saved": file_view.draw_saved,
    "unsure": answers.draw_unsure,
    "help": help.draw,
    "small_talk": help.draw_small_talk,
}


def draw_answer(scene: Scene) -> Drawn:
    """The view that answers what the reader wrote or pressed; KeyError for a view that does not exist."""
    return VIEWS[scene.data["view"]](scene)
