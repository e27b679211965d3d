"""What a browser may send about conversations."""

from support_groups.core.forms import Form


class Nothing(Form):
    """A button without fields."""
