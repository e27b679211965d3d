"""What a steward may send."""

from support_groups.core.forms import Form


class Button(Form):
    """A button that carries nothing."""
