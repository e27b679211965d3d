"""Wishes from browsers: signed in, within limits, parsed, answered; a refusal is an answer too."""

import logging
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from flask import request
from flask_login import current_user
from flask_socketio import join_room, leave_room
from socketio.exceptions import ConnectionRefusedError

from support_groups.core import limits
from support_groups.core.database import db
from support_groups.core.errors import DomainError, SignInNeeded
from support_groups.core.forms import Form, FormRefused, parse
from support_groups.core.identity import is_signed_in

from .driver import socketio
from .fanout import close_soon, connections, end

F = TypeVar("F", bound=Form)
Answer = dict[str, Any]

DEFAULT_RATES = "10 per second; 200 per minute"
LINES_MAX = 20
TOO_MANY_LINES = "This place is open in many windows of yours. Please close some of them and come back."
BROKEN = "Something broke on our side; it is not your fault. What you wrote is still here, please try again."

_log = logging.getLogger(__name__)
_gone: list[Callable[[str], None]] = []


def connection() -> str:
    """The name of the connection this event came over."""
    return str(request.__dict__["sid"])


def join(audience: str) -> None:
    """Let this connection hear what is told to an audience."""
    join_room(audience)


def leave(audience: str) -> None:
    """Let this connection no longer hear an audience."""
    leave_room(audience)


def when_gone(hear: Callable[[str], None]) -> Callable[[str], None]:
    """Register who hears that a connection is gone."""
    _gone.append(hear)
    return hear


def wish(name: str, kind: type[F], rates: str = DEFAULT_RATES) -> Callable[[Callable[[F], Answer]], None]:
    """Register a handler for a wish; it returns what the acknowledgement says besides `ok`.

    A refusal is acknowledged with `ok: false`, a `code`, kind `words` and, for forms, `errors` by field.
    Sign-in is judged anew at each wish: whoever was signed out elsewhere is told and closed.
    """

    def register(handle: Callable[[F], Answer]) -> None:
        def receive(*sent: object) -> Answer:
            try:
                if not is_signed_in():
                    raise SignInNeeded
                limits.take(rates, name, current_user.account.id)
                return {"ok": True, **handle(parse(kind, sent[0] if sent else {}))}
            except DomainError as refused:
                return _refusal(refused)
            except Exception as error:
                _log.error("%s while serving %s", type(error).__name__, name)
                db.session.rollback()
                return {"ok": False, "code": "failed", "words": BROKEN}

        socketio.on_event(name, receive)

    return register


def _refusal(refused: DomainError) -> Answer:
    answer: Answer = {"ok": False, "code": refused.code, "words": refused.words}
    if isinstance(refused, FormRefused):
        answer["errors"] = refused.errors
    return answer


def _refuse(words: str) -> NoReturn:
    close_soon(connection())
    raise ConnectionRefusedError(words)


@socketio.on("connect")
def _connect(_auth: object = None) -> None:
    if not is_signed_in():
        _refuse(SignInNeeded.words)
    account = f"account:{current_user.account.id}"
    if len(connections(account)) >= LINES_MAX:
        _refuse(TOO_MANY_LINES)
    join(account)
    join(f"sign-in:{current_user.sign_in_id}")


@socketio.on("disconnect")
def _disconnect(*_reason: object) -> None:
    for hear in _gone:
        hear(connection())
    # A browser can send an event of this name and stay: it would listen on, unseen. Now it cannot.
    end(connection())
