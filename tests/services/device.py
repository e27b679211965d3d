"""What keeps passkeys in a browser under test: Chromium's virtual authenticator, and what it holds."""

from typing import Any

from playwright.sync_api import Page


class Device:
    """A phone or a computer whose person puts their finger on it whenever a page asks."""

    def __init__(self, page: Page, *, has_prf: bool = True) -> None:
        self._line = page.context.new_cdp_session(page)
        self._line.send("WebAuthn.enable", {"enableUI": False})
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": has_prf,
        }
        self._id: str = self._ask("addVirtualAuthenticator", options=options)["authenticatorId"]

    def listed(self) -> list[dict[str, Any]]:
        """The passkeys it holds, as it would list them."""
        held: list[dict[str, Any]] = self._ask("getCredentials", authenticatorId=self._id)["credentials"]
        return held

    def knows_the_hand(self, *, does: bool) -> None:
        """Whether it takes the finger for its owner's from now on."""
        self._ask("setUserVerified", authenticatorId=self._id, isUserVerified=does)

    def _ask(self, what: str, **about: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._line.send(f"WebAuthn.{what}", about)
        return answer
