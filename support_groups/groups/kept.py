"""What is kept of groups and of those who belong to them."""

from datetime import timedelta

from sqlalchemy import Select, select

from support_groups.core.retention import Span, keep

from .models import Group, Invitation, JoinCount, Membership, Position, Willing


def _memberships(account_id: int) -> Select[int]:
    return select(Membership.id).where(Membership.account_id == account_id)


keep(
    Group,
    "id public_id name purpose language zone attendance door is_listed ground_rules retention_hours share_minutes"
    " cross_talk hides_roster formats gives_slips slip_title wave_per_hour wave_per_minute shut_until is_demo"
    " created_at closed_at",
    what="What a group says about itself and how it wants to meet.",
    why="So that people find it and know how it is there. It says nothing about its members.",
    until="As long as this place exists; a closed group is found by nobody.",
    tells="name",
)
keep(
    Membership,
    "id public_id group_id account_id standing muted_until is_home joined_on has_met role",
    what="Which groups you belong to, the day you joined each, whether you were ever at a meeting there (not when), "
    "your position, and until when you were muted.",
    why="So that you find your groups and they know you. A mute or a ban holds, also if you leave and come back.",
    until="Until you delete your account. When you leave, your position goes.",
)
keep(
    Membership,
    "name name_key name_mark",
    what="The name you chose for each group. Nothing joins it to your name in another one.",
    why="So that the others can speak to you.",
    until="Until you leave the group, unless you ask to keep the name.",
)
keep(
    Membership,
    "standing_reason request_words",
    what="What you wrote when you asked to join; and why you were asked to stay away, if you were.",
    why="For those who let people in; and so that you can be told why.",
    until="Until you were answered; a reason until the ban is lifted.",
)
INVITATIONS = keep(
    Invitation,
    "id public_id group_id token_hash uses_left expires_at revoked_at",
    what="Links into a group, scrambled. Nothing says who made or used them.",
    why="So that they end.",
    until=Span(Invitation.expires_at, timedelta(0), "Until they end."),
)
JOIN_COUNTS = keep(
    JoinCount,
    "id group_id until joins",
    what="How many people joined a group within ten seconds, and not who.",
    why="So that a wave of strangers shuts the door before it floods a meeting.",
    until=Span(JoinCount.until, timedelta(0), "One hour."),
)
keep(
    Position,
    "id public_id group_id name usually months role",
    what="Which positions a group has, what it usually asks for each, and how long a term is.",
    why="So that members see what there is to do.",
    until="Until the group takes it away.",
)
keep(
    Position,
    "holder_id ends_on",
    what="Which position you have in a group, and until which day.",
    why="So that the others know, and that it ends by itself.",
    until="Until the term ends, you lay it down, or you leave.",
    mine=lambda account_id: Position.holder_id.in_(_memberships(account_id)),
)
keep(
    Willing,
    "id position_id membership_id",
    what="That you are willing to take a position.",
    why="So that somebody can give it to you.",
    until="Until it is given, you take it back, or you leave.",
    mine=lambda account_id: Willing.membership_id.in_(_memberships(account_id)),
)
