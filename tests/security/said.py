"""What is said and who is there on the evening of these tests."""

SAID = ("I have not slept since Monday.", "My brother found out.", "Thank you for staying.")
BETWEEN = ("I drove past the old house twice.", "Stay on the phone with me next time.")
WROTE = "Would you walk with me through winter?"
REASONS = (
    "Please leave phone numbers out of it.",
    "It was only the number of the helpline.",
    "We looked again, and it is lifted.",
)
NAMES = ("Marigold", "Otterly", "Nimbus", "Solstice", "Raindrop")
PLAN = {"warns": "The way home past the arcade", "people": "Juniper from Tuesdays, after seven"}
DAYS = ("1998-03-04", "2001-11-29")
GROUPS = ("Harbour light", "For nurses of the night shift.", "Nothing leaves this harbour.", "Lamplit hour")
