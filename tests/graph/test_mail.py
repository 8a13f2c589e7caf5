"""E-mail through Graph: the same letter as through a mail server, only to the municipality's own, and what became of it."""

import pytest

from bot.delivery.mail import Letter
from bot.graph.client import Graph
from bot.graph.mail import GraphMailer
from bot.local.graph_api import LocalGraph, Refusal
from bot.wire import Fate, SendFailed
from tests.delivery.town import NOON

LETTER = Letter("unread/1", "leder.sor@kommune.example", "Du har en oppgave som venter", "Hei!\n\nÅpne Teams og svar på kortet.\n", NOON)
SENDER = "koordinatorbot@kommune.example"


async def send(graph: Graph, letter: Letter = LETTER) -> str:
    return await GraphMailer(graph, SENDER, {"Kommune.example"}).send(letter)


async def test_a_letter_arrives_whole_and_says_that_a_machine_wrote_it(graph: Graph, tenant: LocalGraph) -> None:
    tenant.senders = {SENDER}
    id = await send(graph)
    [(mailbox, letter)] = tenant.sent
    assert (mailbox, letter["To"], letter["Subject"]) == (SENDER, LETTER.to, LETTER.subject)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == id == await send(graph), "a repeat is known as one"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


async def test_nothing_goes_to_an_address_that_is_not_the_municipality_s_own(graph: Graph, tenant: LocalGraph) -> None:
    for address in ("ola@example.com", "ola@kommune.example.com", "kommune.example"):
        with pytest.raises(SendFailed) as failed:
            await send(graph, Letter("x", address, "s", "t", NOON))
        assert failed.value.fate is Fate.UNREACHABLE
    assert tenant.calls == []


@pytest.mark.parametrize(
    ("refusal", "fate"),
    [
        (Refusal(429, "TooManyRequests", "5"), Fate.TRANSIENT),
        (Refusal(503), Fate.TRANSIENT),
        (Refusal(403, "ErrorAccessDenied"), Fate.UNREACHABLE),
        (Refusal(404, "ErrorInvalidUser"), Fate.UNREACHABLE),
        (Refusal(500, "ErrorInternalServerError"), Fate.IN_DOUBT),
        (Refusal(504), Fate.IN_DOUBT),
        (Refusal(400, "ErrorInvalidRecipients"), Fate.UNREACHABLE),
        (Refusal(400, "ErrorMimeContentInvalidBase64String"), Fate.REJECTED),
    ],
)
async def test_each_refusal_has_its_fate_and_is_not_repeated_here(graph: Graph, tenant: LocalGraph, refusal: Refusal, fate: Fate) -> None:
    tenant.refusals.append(refusal)
    with pytest.raises(SendFailed) as failed:
        await send(graph)
    assert failed.value.fate is fate
    assert len(tenant.calls) == 1
