"""A listed meeting as search engines read it (schema.org)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from support_groups.meetings.models import Meeting

from .words import WEEKDAYS


def linked_data(meeting: Meeting, url: str, cancelled: Iterable[date]) -> dict[str, object]:
    """A weekly series held online; it names a group and a time, and never a person."""
    begins = datetime.combine(meeting.first_on, meeting.local_time)
    schedule: dict[str, object] = {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": f"https://schema.org/{WEEKDAYS[meeting.weekday]}",
        "startTime": f"{begins:%H:%M:%S}",
        "endTime": f"{begins + timedelta(minutes=meeting.minutes):%H:%M:%S}",
        "scheduleTimezone": meeting.group.zone,
    }
    if dates := [on.isoformat() for on in cancelled]:
        schedule["exceptDate"] = dates
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.name,
        "description": meeting.group.purpose,
        "url": url,
        "inLanguage": meeting.group.language,
        "isAccessibleForFree": True,
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {"@type": "VirtualLocation", "url": url},
        "organizer": {"@type": "Organization", "name": meeting.group.name},
        "eventSchedule": schedule,
    }
