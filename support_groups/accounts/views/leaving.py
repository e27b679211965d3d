"""Going at once, and still being there."""

from flask import Response, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support_groups.accounts import actions
from support_groups.core.forms import Nothing, parse
from support_groups.core.identity import is_discreet, is_signed_in, public

from .blueprint import bp
from .entering import LEAVE_THE_COOKIE, let_out, without_other_cookies

BY_A_SCRIPT = ("cors", "no-cors", "same-origin")


@bp.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """Clear what this browser has kept, and lead away whoever has followed the link before its script was there.

    A link of another site leads away, and clears nothing.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if request.headers.get("Sec-Fetch-Mode") in BY_A_SCRIPT:
        return _cleared(Response(status=204)) if is_ours else Response(status=204)
    away = Response(status=303, headers={"Location": current_app.config["SETTINGS"].quick_exit_url})
    return _gone(away) if is_ours else away


@bp.post("/leave")
@public
def leave_signed_out() -> ResponseReturnValue:
    """Clear what this browser has kept, and sign a discreet device out."""
    parse(Nothing, request.form)
    return _gone(Response(status=204))


def _gone(response: Response) -> Response:
    if not is_discreet():
        return _cleared(response)
    if is_signed_in():
        actions.end_sign_in(current_user.account, current_user.sign_in_id)
    return let_out(response)


def _cleared(response: Response) -> Response:
    # Each cookie by its name: that somebody has left is to be remembered.
    if not is_signed_in() and not is_discreet():
        session.clear()
    response.headers["Clear-Site-Data"] = LEAVE_THE_COOKIE
    return without_other_cookies(response)


@bp.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Somebody touches a page of this discreet device; that they asked has begun its time anew."""
    parse(Nothing, request.form)
    return Response(status=204)
