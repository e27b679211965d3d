"""Going at once, and still being there: what scripts of our pages tell, without anybody waiting for an answer."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support_groups.accounts import actions
from support_groups.core.forms import Nothing, parse
from support_groups.core.identity import is_discreet, is_signed_in, public

from .blueprint import bp
from .entering import let_out

LEAVE_NOTHING = '"cache", "storage"'
LEAVE_NO_COOKIE = '"cache", "cookies", "storage"'


@bp.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """Clear what this browser has kept; whoever is signed in stays so. No link of another site can ask for it."""
    response = Response(status=204)
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        response.headers["Clear-Site-Data"] = LEAVE_NOTHING if is_signed_in() else LEAVE_NO_COOKIE
    return response


@bp.post("/leave")
@public
def leave_signed_out() -> ResponseReturnValue:
    """Clear what this browser has kept, and sign a discreet device out."""
    parse(Nothing, request.form)
    if not (is_signed_in() and is_discreet()):
        return leave()
    actions.end_sign_in(current_user.account, current_user.sign_in_id)
    return let_out(Response(status=204))


@bp.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Somebody touches a page of this discreet device; that they asked has begun its time anew."""
    parse(Nothing, request.form)
    return Response(status=204)
