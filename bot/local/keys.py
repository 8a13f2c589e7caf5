"""The local Teams' signing key: made at start, proves Teams to the bot and the bot to Teams."""

import json
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://api.botframework.com"
LIFETIME = 3600
"""How long a token is valid, in seconds of real time."""


class Keys:
    """One RSA key and what is signed with it. Tokens live in real time: a moved clock does not age them."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.key_id = uuid.uuid4().hex
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._proven: dict[str, float] = {}

    def sign(self, service_url: str, **claims: Any) -> str:
        """A token for an activity that Teams sends to the bot; `claims` replace or add to the honest ones, for tests."""
        now = int(time.time())
        honest = {"iss": ISSUER, "aud": self.app_id, "serviceurl": service_url, "nbf": now - 60, "iat": now, "exp": now + LIFETIME}
        return self._encode(honest | claims)

    def sign_for_bot(self) -> str:
        """A token with which the bot may call the connector."""
        now = int(time.time())
        return self._encode({"aud": ISSUER, "appid": self.app_id, "iat": now, "exp": now + LIFETIME, "jti": uuid.uuid4().hex})

    def is_bots_token(self, token: str) -> bool:
        """Whether the token was made by sign_for_bot and still holds; one that was proven is known again until its time is out."""
        if self._proven.get(token, 0) > time.time():
            return True
        try:
            claims = jwt.decode(token, self._key.public_key(), algorithms=["RS256"], audience=ISSUER, options={"require": ["exp"]})
        except jwt.InvalidTokenError:
            return False
        if claims.get("appid") != self.app_id:
            return False
        self._proven[token] = claims["exp"]
        return True

    def public_keys(self) -> dict[str, Any]:
        """The JSON Web Key Set, endorsed for Teams as Microsoft's is."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [key | {"kid": self.key_id, "use": "sig", "alg": "RS256", "x5t": self.key_id, "endorsements": ["msteams"]}]}

    def _encode(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.key_id, "x5t": self.key_id})


class LocalCredential:
    """The bot's credential against the local Teams, in the place of Microsoft's token service."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._token: str | None = None
        self._until = 0.0

    async def token(self) -> str:
        """A token that holds for at least five minutes more."""
        if self._token is None or time.time() > self._until - 300:
            self._token, self._until = self._keys.sign_for_bot(), time.time() + LIFETIME
        return self._token

    def forget(self) -> None:
        """Throw the present token away, after the service refused it."""
        self._token = None

    async def close(self) -> None:
        """Nothing is ever being fetched."""
