"""What is kept of meetings: nothing of anyone who comes."""

from support_groups.core.retention import keep

from .models import Meeting, Occurrence

keep(
    Meeting,
    "id public_id group_id name weekday local_time minutes fellowship_minutes formats floor lobby first_on ended_on"
    " created_at",
    what="When a group meets.",
    why="So that people find the meeting. It says nothing about who comes.",
    until="As long as the group.",
)
keep(
    Occurrence,
    "id public_id meeting_id on_date starts_at ends_at closes_at opened_at room_id cancelled_at cancel_note",
    what="The dates on which a meeting was held, or why it was not.",
    why="So that its room opens once. It says nothing about who came.",
    until="As long as the group.",
)
