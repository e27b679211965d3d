"""What a browser may send about the record."""

from typing import Annotated

from support_groups.core.forms import Form, Text

from .models import REVIEW_MAX_CHARS


class ReviewForm(Form):
    """Why something should be looked at again, or the answer."""

    words: Annotated[str, Text(REVIEW_MAX_CHARS)]
