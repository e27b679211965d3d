"""What meetings keep when something has happened below."""

from support_groups.core.transaction import on
from support_groups.groups.events import GroupClosed

from .actions import end_meetings_of


@on(GroupClosed)
def end_with_the_group(event: GroupClosed) -> None:
    """A group that has ended meets no more."""
    end_meetings_of(event.group_id)
