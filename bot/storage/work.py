"""All that can be read and written within one transaction, in one place; the rooms beside this one hold how."""

from sqlalchemy import Connection

from bot.casework.model import Case, CaseId, PersonId
from bot.storage import (
    auditing,
    cases,
    messages,
    outbox,
    pacing,
    people,
    queries,
    reads,
    retention,
    rounds,
    seals,
    standing,
    traces,
    training,
    yearly,
)
from bot.storage.directory import VERSION, Memory, Roll, read_directory
from bot.storage.gathering import Gathered, gathering
from bot.storage.messages import Reminders
from bot.storage.statements import count_up


class Work:
    """One open transaction, for one thread."""

    def __init__(self, connection: Connection, memory: Memory, *, writes: bool) -> None:
        self.connection = connection
        self.memory = memory
        self.writes = writes
        self.directory_changed = False
        self.roll: Roll | None = None
        self.cases_read: dict[CaseId, Case | None] = {}
        self.added: dict[PersonId, list[int]] = {}
        """The messages written in this transaction that may be said in each person's chat as they come."""
        self.morphed: set[int] = set()
        """The messages that show something else since this transaction began."""
        self.reminders = Reminders()
        self.gathered: Gathered | None = None
        """What waits to be written together, inside `gathering`."""
        self.holds_messages = False
        """Set by the courier's calls. Locks are taken on cases first and messages after; who holds messages reads cases without a lock."""

    def finish(self) -> None:
        """What is left to do before the commit: last, so that the directory's counter is locked for a moment only."""
        if self.directory_changed:
            count_up(self.connection, VERSION)

    is_new = traces.is_new
    forget_inbox = traces.forget_inbox
    dialog = traces.read_dialog
    keep_dialog = traces.keep_dialog
    mark = traces.set_mark
    marked = traces.read_mark
    keep_mark = traces.keep_mark
    try_writing = traces.try_writing

    directory = read_directory
    person_by_entra = people.person_by_entra
    person_by_email = people.person_by_email
    address = people.address
    meet = people.meet
    know = people.know
    never_met = people.never_met
    any_service_url = people.any_service_url
    lose_chat = people.lose_chat
    add_person = people.add_person
    change_person = people.change_person
    set_locale = people.set_locale
    add_absence = people.add_absence
    end_absence = people.end_absence
    leave = people.leave
    add_unit = people.add_unit
    change_unit = people.change_unit

    next_case_id = cases.next_case_id
    case = cases.read_case
    open_case_with = cases.open_case_with
    save = cases.save
    due_cases = cases.due_cases
    read_ahead = cases.read_ahead
    look_now = cases.look_now
    next_look = cases.next_look
    gathering = gathering
    cases_numbered = cases.cases_numbered
    events = cases.list_events
    every_case = cases.every_case
    these_cases = cases.these_cases
    closed_cases = cases.closed_cases
    mark_archived = retention.mark_archived
    purgeable_cases = retention.purgeable_cases
    purge_cases = retention.purge_cases

    note = cases.append_events
    note_seen = reads.note_seen
    seal = seals.seal
    add_round = rounds.add_round
    round = rounds.read_round
    round_book = rounds.read_book
    save_round = rounds.save_round
    cases_closed_in = rounds.cases_closed_in

    next_need_id = training.next_need_id
    need = training.read_need
    needs = training.list_needs
    add_need = training.add_need
    save_need = training.save_need
    courses = training.read_courses
    save_course = training.save_course
    coordinators_since = training.coordinators_since

    next_invitation_id = yearly.next_invitation_id
    invitation = yearly.read_invitation
    newest_invitation = yearly.newest_invitation
    standing_invitations = yearly.standing_invitations
    add_invitation = yearly.add_invitation
    save_invitation = yearly.save_invitation
    invite = yearly.invite
    invitation_answers = yearly.read_answers
    save_invitation_answer = yearly.save_answer
    yearly_tick = yearly.read_tick
    save_yearly_tick = yearly.save_tick
    forget_yearly_tick = yearly.forget_tick

    post = messages.post
    posted = messages.read_message
    shown_as = messages.shown_as
    leaving_to = messages.leaving_to
    posted_under = messages.posted_under
    morph = messages.morph
    move_mail = messages.move_mail
    redraw = messages.redraw
    redraw_case = messages.redraw_case
    redraw_kind = messages.redraw_kind
    reminded_on = messages.reminded_on
    last_digests = messages.last_digests

    shared_pace = pacing.shared_pace
    free_pace = pacing.free_pace
    keep_pace = pacing.keep_pace
    rest = pacing.rest

    claim = outbox.claim
    claim_added = outbox.claim_added
    unsaid = outbox.unsaid
    postpone = outbox.postpone
    note_arrival = outbox.note_arrival
    has_arrived = outbox.has_arrived
    finish_send = outbox.finish_send
    finish_update = outbox.finish_update
    retry = outbox.retry
    drop = outbox.drop
    give_up = outbox.give_up
    anything_lost = outbox.anything_lost
    next_send = outbox.next_send
    waiting_now = outbox.waiting_now
    how_it_stands = standing.how_it_stands
    faulty_cases = auditing.faulty_cases
    stuck_messages = auditing.stuck_messages
    unsent_messages = auditing.unsent_messages
    note_tick = auditing.note_tick
    is_tick_late = auditing.is_tick_late
    open_cases = auditing.open_cases
    numbers_of = auditing.numbers_of
    reminded_today = auditing.reminded_today
    read_said = auditing.read_said

    roles = queries.roles
    visible_cases = queries.visible_cases
    unit_load = queries.unit_load
    figures = queries.figures
    overview = queries.overview
    waiting_cases = queries.waiting_cases
    due_reminders = queries.due_reminders
    changed_since = queries.changed_since
    digest_readers = queries.digest_readers
