"""Who is there to look around as, and the company that `bin/demo` plays."""

from dataclasses import dataclass

PASSPHRASE = "seven lamps along the quiet river"
"""Of every invented account; printed, and good for nothing but looking around."""

SIGN_INS = {
    "Fern": "leads two groups that meet around the clock",
    "Milo": "is a member and waits for a sponsor's answer",
    "Nell": "is new: one group, and asks to join another",
    "Sol": "sponsors, and has asks to answer",
    "Ray": "is sponsored, with private messages",
    "Iris": "leads a group in German, and is a steward",
}

ZONES = {
    "Fern": "Europe/London",
    "Milo": "Europe/Berlin",
    "Nell": "America/New_York",
    "Sol": "America/Bogota",
    "Ray": "Australia/Brisbane",
    "Iris": "Europe/Berlin",
}

NAMES = {
    "Fern": ("Harbour", "Lantern Hill"),
    "Milo": ("Juniper", "Open Road"),
    "Nell": ("First Snow", "Small Steps"),
    "Sol": ("Clearwater", "Mañana"),
    "Ray": ("North Wind", "Ferry Boat"),
    "Iris": ("Moorland", "Laterne"),
}
"""How each is known in the first group they are in, and in the second: nothing links the two."""


@dataclass(frozen=True)
class Companion:
    """Someone `bin/demo` plays: how they sign in, and their names in the two groups around the clock."""

    sign_in: str
    names: tuple[str, str]


CHAIR = Companion("Demo One", ("Alder", "Cedar Bench"))
COMPANY = (
    CHAIR,
    Companion("Demo Two", ("Wren", "Tall Grass")),
    Companion("Demo Three", ("Birch", "Soft Rain")),
    Companion("Demo Four", ("Otter", "Side Street")),
    Companion("Demo Five", ("Hazel", "Warm Bread")),
    Companion("Demo Six", ("Finch", "Blue Kettle")),
    Companion("Demo Seven", ("Rowan", "Early Tram")),
    Companion("Demo Eight", ("Linden", "Grey Goose")),
)
"""The chair first."""
