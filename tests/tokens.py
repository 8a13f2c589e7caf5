"""A credential for tests at the wire."""

from dataclasses import dataclass


@dataclass
class NumberedToken:
    """Numbers its tokens, so that a test sees when a new one was fetched."""

    number: int = 1

    async def token(self) -> str:
        return f"token-{self.number}"

    def forget(self) -> None:
        self.number += 1

    async def close(self) -> None:
        """Nothing is ever being fetched."""
