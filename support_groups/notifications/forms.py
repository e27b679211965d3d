"""What a browser may send about notices."""

from support_groups.core.forms import Form


class Button(Form):
    """A button that carries nothing."""
