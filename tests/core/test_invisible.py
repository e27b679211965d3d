"""What the eye does not see, read the same here and in the browser (visible.json)."""

import json
from pathlib import Path
from typing import Any

from support_groups.core.forms import plain_text

SHARED: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("visible.json").read_text(encoding="utf-8")
)


def test_words_are_shown_as_the_vectors_say() -> None:
    assert [plain_text(one["sent"]) for one in SHARED["words"]] == [one["shown"] for one in SHARED["words"]]


def test_characters_stay_or_go_as_the_vectors_say() -> None:
    stay = [one["place"] for one in SHARED["characters"] if plain_text(f"a{chr(one['place'])}b") != "ab"]
    assert stay == [one["place"] for one in SHARED["characters"] if one["stays"]]
