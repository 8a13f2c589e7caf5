"""A mail server on the loopback that sends nothing on: what the bot mails is kept and can be read on the page."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.clock import Clock
from bot.local.chats import Chats


class MailCatcher:
    """Listens from `open` to `close` on a free port of 127.0.0.1, without encryption or login."""

    host = "127.0.0.1"

    def __init__(self, chats: Chats, clock: Clock) -> None:
        self._chats = chats
        self._clock = clock
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port, once open."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def open(self) -> None:
        """Start to listen."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, enable_SMTPUTF8=True, hostname="localhost", loop=loop), self.host, 0)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a mail: the name is aiosmtpd's."""
        content = envelope.original_content or b""
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(("plain", "html"))
        text = part.get_content() if part else ""
        self._chats.add_mail(envelope.mail_from or "", envelope.rcpt_tos, str(message["subject"] or ""), text, self._clock.now())
        return "250 OK"
