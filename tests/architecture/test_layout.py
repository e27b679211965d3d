"""Each feature has the same few files, so that whoever knows one knows where to look in all."""

import ast
import tomllib

import pytest

from support_groups import FEATURES

from .sources import PACKAGE, ROOT, features, told, tree

NAMES = {
    "__init__",
    "models",
    "kept",
    "rules",
    "events",
    "queries",
    "actions",
    "forms",
    "views",
    "sockets",
    "subscribers",
    "broadcasts",
}
OF_THEIR_OWN = {
    "accounts": {"challenges", "format", "passkeys", "passphrases", "work"},
    "conversations": {"format"},
    "operations": {"cli", "demo", "timekeeper"},
    "sponsorship": {"matching"},
}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "lib", "manager", "managers", "misc"}


def test_a_feature_has_only_files_of_the_known_names() -> None:
    strangers = [
        told(path)
        for feature in features()
        for path in feature.iterdir()
        if path.name != "__pycache__" and path.stem not in NAMES | OF_THEIR_OWN.get(feature.name, set())
    ]
    assert strangers == []


def test_nothing_is_thrown_into_a_drawer() -> None:
    assert [told(path) for path in PACKAGE.rglob("*.py") if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def test_the_table_of_contents_names_every_feature() -> None:
    assert sorted(FEATURES) == [feature.name for feature in features()]


def test_the_table_of_contents_follows_the_order_of_imports() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    height = {name.strip(): -depth for depth, layer in enumerate(layers) for name in layer.split("|")}
    heights = [height[feature] for feature in FEATURES]
    assert heights == sorted(heights)


@pytest.mark.parametrize("feature", [feature.name for feature in features()])
def test_a_feature_says_in_one_sentence_what_it_is(feature: str) -> None:
    sentence = ast.get_docstring(tree(PACKAGE / feature / "__init__.py")) or ""
    assert sentence.endswith(".")
    assert "\n" not in sentence
