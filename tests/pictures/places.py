"""Every page with an address of its own: who sees it, and what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page: what its picture is called, its view, and which of the prepared things it is about."""

    title: str
    endpoint: str
    of: str = ""
    query: str = ""


FOR_EVERYONE = (
    Place("The first door", "directory.door"),
    Place("Meetings of the week", "directory.meetings"),
    Place("Meetings: nothing fits", "directory.meetings", query="?words=nowhere"),
    Place("Six questions", "recovery.self_check"),
    Place("How people recover", "recovery.how"),
    Place("What to expect", "recovery.what_to_expect"),
    Place("Help now", "recovery.help_now"),
    Place("Help now, in one country", "recovery.help_now", query="?country=FR"),
    Place("What we keep", "operations.privacy"),
    Place("Join: a name", "accounts.sign_up"),
    Place("Sign in", "accounts.sign_in"),
    Place("Lost passphrase", "accounts.recover"),
    Place("Goodbye", "accounts.goodbye"),
    Place("An invitation to found groups", "accounts.founder_link"),
    Place("An invitation to found groups that has ended", "accounts.founder_invitation"),
    Place("An invitation to a group", "groups.invitation"),
    Place("An invitation to a group that has ended", "groups.invited"),
    Place("Check a slip", "meetings.check_slip"),
    Place("A group, as a visitor", "groups.show", "group"),
    Place("A meeting, as a visitor", "meetings.show", "meeting"),
    Place("Join a group, as a visitor", "groups.join", "group"),
)
FOR_MEMBERS = (
    Place("Home", "directory.home"),
    Place("My groups", "groups.mine"),
    Place("A group, as a member", "groups.show", "group"),
    Place("A meeting, as a member", "meetings.show", "meeting"),
    Place("Members, as a member", "groups.members", "group"),
    Place("Me in a group, asked to listen", "groups.membership", "group"),
    Place("Leave a group", "groups.leave", "group"),
    Place("Positions, as a member", "groups.positions", "group"),
    Place("Join a group", "groups.join", "other group"),
    Place("What was done about me", "moderation.about_me", "group"),
    Place("Ask for another look", "moderation.review", "act about Milo"),
    Place("An attendance slip", "meetings.slip", "long room"),
    Place("No attendance slip", "meetings.slip", "room"),
    Place("Clean time", "recovery.clean_time"),
    Place("My plan", "recovery.plan"),
    Place("Sponsors", "sponsorship.offers"),
    Place("A sponsor", "sponsorship.show", "offer"),
    Place("Ask a sponsor", "sponsorship.ask", "offer"),
    Place("What I look for in a sponsor", "sponsorship.looking_for"),
    Place("My sponsorship", "sponsorship.mine"),
    Place("Messages", "conversations.mine"),
    Place("Notices", "notifications.notices"),
    Place("Account", "accounts.account"),
    Place("Another passphrase", "accounts.passphrase"),
    Place("New recovery words", "accounts.new_recovery_words"),
    Place("Open what is mine", "accounts.open_vault"),
    Place("Passkeys", "accounts.own_passkeys"),
    Place("Delete my account", "accounts.delete"),
)
FOR_SPONSORS = (
    Place("Offer to sponsor", "sponsorship.offer"),
    Place("Asked to sponsor", "sponsorship.mine"),
    Place("Answer who asks", "sponsorship.answer", "ask"),
    Place("A sponsorship", "sponsorship.one", "sponsorship"),
    Place("Answer a review", "moderation.answer", "act about Wren"),
)
FOR_FACILITATORS = (
    Place("Home, as a facilitator", "directory.home"),
    Place("Notices that wait", "notifications.notices"),
    Place("Begin a group", "groups.create"),
    Place("A group, as its facilitator", "groups.show", "group"),
    Place("Members of a group", "groups.members", "group"),
    Place("A member of a group", "groups.member", "Milo"),
    Place("Mute somebody", "groups.mute", "Milo"),
    Place("Ban somebody", "groups.ban", "Milo"),
    Place("Lift a ban", "groups.lift_ban", "banned"),
    Place("Settings of a group", "groups.settings", "group"),
    Place("Close a group", "groups.close", "group"),
    Place("Invitations", "groups.invitations", "group"),
    Place("Positions", "groups.positions", "group"),
    Place("Positions: none yet", "groups.positions", "other group"),
    Place("Add a position", "groups.add_position", "group"),
    Place("Serving, with all that waits", "moderation.serving", "group"),
    Place("Serving, with nothing that waits", "moderation.serving", "other group"),
    Place("Guards", "moderation.guards", "group"),
    Place("Reports", "moderation.reports", "group"),
    Place("Reports: none", "moderation.reports", "other group"),
    Place("A report", "moderation.report", "report"),
    Place("Care", "moderation.care", "group"),
    Place("Care: nobody", "moderation.care", "other group"),
    Place("Record of moderation", "moderation.record", "group"),
    Place("Record of moderation: nothing", "moderation.record", "other group"),
    Place("A meeting, as a facilitator", "meetings.show", "meeting"),
    Place("A new meeting", "meetings.create", "group"),
    Place("Change a meeting", "meetings.edit", "meeting"),
    Place("Do not meet on one date", "meetings.cancel", "meeting"),
    Place("Run sheet of a group", "meetings.group_run_sheet", "group"),
    Place("Run sheet of a meeting", "meetings.run_sheet", "meeting"),
)
FOR_STEWARDS = (Place("Running the place", "operations.steward"),)
WHOSE = {
    "": FOR_EVERYONE,
    "Milo": FOR_MEMBERS,
    "Sol": FOR_SPONSORS,
    "Fern": FOR_FACILITATORS,
    "Iris": FOR_STEWARDS,
}
"""By whom each is seen; nobody who is known comes first."""

ON_THE_WAY = {
    "accounts.ask_to_remove_passkey",
    "accounts.sign_up_passphrase",
    "meetings.wait",
    "rooms.show",
}
"""Pages that need somebody to have done something first; the stories take them."""

NEEDLESS = {
    "accounts.leave": "sends the browser elsewhere",
    "accounts.own_device_key": "answers a script",
    "accounts.vault_item": "answers a script",
    "accounts.work_to_do": "answers a script",
    "conversations.show": "sends the browser on to the room of two people",
    "meetings.enter": "sends the browser on to where the wish to enter leads",
    "operations.health": "answers a program",
    "operations.metrics": "answers a program",
    "rooms.own_words": "is a file to save",
    "static": "is files",
}
"""Addresses that show nobody a page, and why."""


def all_places() -> Iterator[Place]:
    """Every place, whoever sees it."""
    for places in WHOSE.values():
        yield from places
