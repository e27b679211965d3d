"""The words of notices: kind, plain, and with a way to go on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from support_groups.groups.models import Role
from support_groups.groups.rules import ROLE_WORDS

from .models import Kind

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """A notice as it is read: what happened, that it is all right, and where to go on."""

    title: str
    words: str
    picture: str = "info"
    reason: str = ""
    moment: datetime | None = None
    """A time that belongs to it: until when, or when it would have been."""
    moment_words: str = ""
    endpoint: str | None = None
    values: Mapping[str, str] | None = None
    go_on: str = "Look at it"


def told(kind: Kind, data: Data) -> Told:
    """The words of a notice."""
    return _TOLD[kind](data)


def _moment(data: Data, name: str) -> datetime | None:
    return datetime.fromisoformat(data[name]) if data.get(name) else None


def _group(data: Data) -> str:
    return str(data.get("group_name") or "a group")


def _in_group(endpoint: str, data: Data) -> dict[str, Any]:
    group = data.get("group")
    return {"endpoint": endpoint, "values": {"public_id": group}} if group else {}


def _about_me(data: Data, title: str, words: str, picture: str) -> Told:
    return Told(
        title,
        words,
        picture,
        reason=str(data.get("reason") or ""),
        **_in_group("moderation.about_me", data),
        go_on="Read more, or ask for a review",
    )


def _muted(data: Data) -> Told:
    words = "You can read along as before, and speak again when the time is over. This is not the end of anything."
    found = _about_me(data, f"You are asked to listen for a while in {_group(data)}", words, "ear")
    return Told(**{**vars(found), "moment": _moment(data, "until"), "moment_words": "Until"})


def _role_given(data: Data) -> Told:
    name, *more = ROLE_WORDS[Role(data["role"])]
    return Told(
        f"Your position in {_group(data)}: {name}",
        str(more[0]) if more else "Thank you for being of service.",
        "users-round",
        **_in_group("groups.show", data),
        go_on="Go to the group",
    )


def _of_positions(data: Data, title: str, words: str) -> Told:
    return Told(title, words, "users-round", **_in_group("groups.positions", data), go_on="See the positions")


def _cancelled(data: Data) -> Told:
    return Told(
        f"{data.get('meeting_name', 'A meeting')} is not held this time",
        "The next one is planned as usual.",
        "calendar-clock",
        reason=str(data.get("note") or ""),
        moment=_moment(data, "starts_at"),
        moment_words="It would have been",
        endpoint="meetings.show",
        values={"public_id": str(data["meeting"])},
        go_on="See the next dates",
    )


def _restored(data: Data) -> Told:
    return Told(
        f"{data.get('meeting_name', 'A meeting')} is held after all",
        "You are warmly welcome.",
        "calendar-clock",
        moment=_moment(data, "starts_at"),
        moment_words="It begins",
        endpoint="meetings.show",
        values={"public_id": str(data["meeting"])},
        go_on="Go to the meeting",
    )


def _message(data: Data) -> Told:
    conversation = data.get("conversation")
    return Told(
        "You have a new private message",
        "Nobody but the two of you can read it.",
        "message-circle",
        endpoint="conversations.show" if conversation else "conversations.mine",
        values={"public_id": str(conversation)} if conversation else {},
        go_on="Read it",
    )


def _sponsorship(
    title: str, words: str, picture: str = "handshake", go_on: str = "Go to sponsorship"
) -> Callable[[Data], Told]:
    def tell(data: Data) -> Told:
        return Told(
            title, str(data.get("words") or words), picture, endpoint="sponsorship.mine", values={}, go_on=go_on
        )

    return tell


_TOLD: dict[Kind, Callable[[Data], Told]] = {
    Kind.ASKED_TO_JOIN: lambda data: Told(
        f"Someone asks to join {_group(data)}",
        "They wait for an answer. A warm word soon helps most.",
        "user-plus",
        **_in_group("groups.members", data),
        go_on="See who asks",
    ),
    Kind.LET_IN: lambda data: Told(
        f"You are in: {_group(data)}",
        "Welcome. You can come to the next meeting, and listening is enough.",
        "door-open",
        **_in_group("groups.show", data),
        go_on="Go to the group",
    ),
    Kind.NOT_LET_IN: lambda data: Told(
        f"{_group(data)} could not take you in just now",
        "This says nothing about you: groups are small and have their reasons. Other groups are open tonight.",
        "heart-handshake",
        endpoint="directory.meetings",
        values={},
        go_on="Find another meeting",
    ),
    Kind.ROLE_GIVEN: _role_given,
    Kind.REMINDED: lambda data: _about_me(
        data,
        f"You were reminded of a ground rule of {_group(data)}",
        "Only you are told. It happens to everybody, and you are welcome as before.",
        "info",
    ),
    Kind.WARNED: lambda data: _about_me(
        data, f"You are asked to take care in {_group(data)}", "Only you are told. You are still welcome.", "info"
    ),
    Kind.MUTED: _muted,
    Kind.UNMUTED: lambda data: _about_me(
        data, f"You may speak again in {_group(data)}", "It is good to hear you.", "message-circle"
    ),
    Kind.MESSAGE_REMOVED: lambda data: _about_me(
        data,
        f"A message of yours was taken out in {_group(data)}",
        "You are still welcome. Others see only that a message was taken out.",
        "trash-2",
    ),
    Kind.PERSON_REMOVED: lambda data: _about_me(
        data,
        f"You were asked to leave a meeting of {_group(data)}",
        "This is about that one meeting. You are still a member and can come to the next.",
        "user-minus",
    ),
    Kind.BANNED: lambda data: _about_me(
        data,
        f"{_group(data)} asks you to stay away for now",
        "This is one group's decision. Other groups are open to you, and you can ask for a review.",
        "heart-handshake",
    ),
    Kind.NOT_LET_THROUGH: lambda data: _about_me(
        data,
        f"A message of yours was not shown in {_group(data)}",
        "Nobody but those who serve has read it. You are still welcome, and can say it in another way.",
        "message-circle",
    ),
    Kind.BAN_LIFTED: lambda data: Told(
        f"You may come back to {_group(data)}",
        "If you wish to: you would join anew, under a name of your choice.",
        "door-open",
        reason=str(data.get("reason") or ""),
        **_in_group("groups.show", data),
        go_on="Go to the group",
    ),
    Kind.DOOR_SHUT: lambda data: Told(
        f"Many people came at once to {_group(data)}",
        "To keep its meetings safe it takes in only the invited, until it has been quiet for a quarter of an hour. "
        "Newcomers wait at the door of a meeting that runs. On the group's page you can open it again at once.",
        "shield-alert",
        moment=_moment(data, "until"),
        moment_words="Open again, at the earliest,",
        **_in_group("groups.show", data),
        go_on="Go to the group",
    ),
    Kind.SERVICE_OFFERED: lambda data: _of_positions(
        data, f"Somebody in {_group(data)} is willing to serve", "They would take a position that is open or will be."
    ),
    Kind.POSITION_GIVEN: lambda data: _of_positions(
        data,
        f"You have a position in {_group(data)}: {data.get('name', '')}",
        f"Thank you for being of service. It is yours until {data.get('until', 'the term ends')}, and you can lay it "
        "down at any time.",
    ),
    Kind.TERM_ENDED: lambda data: _of_positions(
        data,
        f"Your term in {_group(data)} has ended: {data.get('name', '')}",
        "Thank you for what you did. "
        + (
            "The group has no such position any more."
            if data.get("is_gone")
            else "Somebody else can take it now; if nobody is, you can say that you are willing."
        ),
    ),
    Kind.POSITION_OPEN: lambda data: _of_positions(
        data,
        f"A position in {_group(data)} is open: {data.get('name', '')}",
        "Members see it and can say that they are willing.",
    ),
    Kind.CARE_NEEDED: lambda data: Told(
        f"Someone in {_group(data)} may need care",
        "Something that was written sounded like danger. They were shown where to find help; a person helps most.",
        "heart-handshake",
        **_in_group("moderation.care", data),
        go_on="See who, and who talks with them",
    ),
    Kind.REPORT_MADE: lambda data: Told(
        f"Something was reported in {_group(data)}",
        "Someone asks you to look at what happened in a meeting.",
        "flag",
        **_in_group("moderation.reports", data),
        go_on="Look at it",
    ),
    Kind.REPORT_UPHELD: lambda data: Told(
        f"What you reported in {_group(data)} was looked at",
        "Those who serve see it as you do, and have seen to it. Thank you for telling them.",
        "flag",
        **_in_group("groups.show", data),
        go_on="To the group",
        reason=str(data.get("reason") or ""),
    ),
    Kind.REPORT_NOT_UPHELD: lambda data: Told(
        f"What you reported in {_group(data)} was looked at",
        "Those who serve see it otherwise this time. It was right to tell them, and you can again.",
        "flag",
        **_in_group("groups.show", data),
        go_on="To the group",
        reason=str(data.get("reason") or ""),
    ),
    Kind.REVIEW_ASKED: lambda data: Told(
        f"Someone asks for a review in {_group(data)}",
        "They ask that an act about them be looked at again.",
        "shield",
        **_in_group("moderation.record", data),
        go_on="Read and answer",
    ),
    Kind.REVIEW_ANSWERED: lambda data: Told(
        f"Your question for a review in {_group(data)} was answered",
        "The answer stands beside the act.",
        "shield",
        **_in_group("moderation.about_me", data),
        go_on="Read the answer",
    ),
    Kind.MEETING_CANCELLED: _cancelled,
    Kind.MEETING_RESTORED: _restored,
    Kind.GROUP_CLOSED: lambda data: Told(
        f"{_group(data)} has ended",
        "Thank you for having been part of it. Other groups meet tonight.",
        "leaf",
        endpoint="directory.meetings",
        values={},
        go_on="Find a meeting",
    ),
    Kind.SPONSOR_ASKED: _sponsorship(
        "Someone asks you to be their sponsor",
        "They wrote a few words. You are free to say yes or no.",
        go_on="Read and answer",
    ),
    Kind.ASK_ACCEPTED: _sponsorship(
        "A sponsor has said yes to you", "You can write to each other now, in private.", go_on="Write to them"
    ),
    Kind.ASK_DECLINED: _sponsorship(
        "A sponsor could not say yes",
        "It was brave to ask, and it says nothing about you. Others are there to be asked.",
        "heart-handshake",
        "See who else is there",
    ),
    Kind.ASK_WITHDRAWN: _sponsorship(
        "Someone no longer asks you to be their sponsor", "Nothing for you to do. Thank you for being there."
    ),
    Kind.ASK_EXPIRED: _sponsorship(
        "No answer came in time",
        "The sponsor you asked may be busy or away; it says nothing about you. Others are there to be asked.",
        "hourglass",
        "See who else is there",
    ),
    Kind.SPONSORSHIP_ENDED: _sponsorship(
        "A sponsorship has ended",
        "Either may end it at any time, without a reason. What you have learned together stays.",
        "leaf",
    ),
    Kind.MESSAGE: _message,
}
