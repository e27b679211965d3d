"""Whatever a browser sends is parsed and bounded here, over HTTP and over a socket alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from annotated_types import GroupedMetadata, MaxLen, MinLen
from flask import render_template, request
from flask.typing import ResponseReturnValue
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticKnownError
from werkzeug.datastructures import MultiDict

from .errors import DomainError, NotFound
from .invisible import JOINERS, Visible, composed

F = TypeVar("F", bound="Form")
T = TypeVar("T")

_NOT_SENT = frozenset({"csrf_token"})
LONGEST_WORD_CHARS = 12
MUCH_LONGER = 4
"""How many times longer than allowed a text may come, with all that cleaning takes out of it."""
STRANGE_FIELDS = 4
"""How many fields that are none of a form are still told one by one."""
LOOK_AGAIN = "We could not read this. Please look at it again."
_VISIBLE = Visible()
_VISIBLE_IN_TEXT = Visible({"\n", *JOINERS})


class Form(BaseModel):
    """What a browser may send: unknown fields are refused, strings are bounded, an empty field is no value."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    many: ClassVar[frozenset[str]] = frozenset()
    """Names of fields that may come several times."""


class Nothing(Form):
    """A button without fields."""


class Filled:
    """A form as the person filled it, with what was wrong; for showing it again with nothing lost."""

    def __init__(
        self,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, str] | None = None,
        words: str | None = None,
    ) -> None:
        self.values = dict(values or {})
        self.errors = dict(errors or {})
        self.words = words

    def value(self, name: str) -> Any:
        """What stands in a field: text, a list for a field that may come several times, or empty text."""
        value = self.values.get(name)
        return "" if value is None else value

    def error(self, name: str) -> str | None:
        """The words at a field, if something was wrong there."""
        return self.errors.get(name)


class FormRefused(DomainError):
    """What was sent cannot be read as the form it should be."""

    status = 422
    words = "Something needs another look before this can go on. What you typed is still here."

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = dict(errors)


def plain_line(text: str) -> str:
    """One line without control, invisible or direction-changing characters, in composed form."""
    kept = text.translate(_VISIBLE)
    return " ".join(composed(kept).split())


def plain_text(text: str) -> str:
    """Several lines in composed form; joiners of scripts and emoji stay, other invisible characters go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = lines.translate(_VISIBLE_IN_TEXT)
    plain = composed(kept).strip()
    return plain if plain.translate(_VISIBLE).strip() else ""


def _cleaned(clean: Callable[[str], str], max_chars: int) -> BeforeValidator:
    def cleaned(value: object) -> object:
        if not isinstance(value, str):
            return value
        # Before cleaning, which takes its time with a text that nobody could mean.
        if len(value) > MUCH_LONGER * max_chars:
            raise PydanticKnownError("string_too_long", {"max_length": max_chars})
        return clean(value)

    return BeforeValidator(cleaned)


def _nothing_if_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Maybe = Annotated[T | None, BeforeValidator(_nothing_if_empty)]
"""A field that may be left empty, which is None then: `note: Maybe[Note] = None`."""


@dataclass(frozen=True)
class Line(GroupedMetadata):
    """Bounds of a single line: `Annotated[str, Line(40)]`."""

    max_chars: int
    min_chars: int = 1

    def __iter__(self) -> Iterator[object]:
        """The constraints and, before them, the cleaning."""
        yield from (MinLen(self.min_chars), MaxLen(self.max_chars), _cleaned(plain_line, self.max_chars))


@dataclass(frozen=True)
class Text(GroupedMetadata):
    """Bounds of a text of several lines: `Annotated[str, Text(2000)]`."""

    max_chars: int
    min_chars: int = 1

    def __iter__(self) -> Iterator[object]:
        """The constraints and, before them, the cleaning."""
        yield from (MinLen(self.min_chars), MaxLen(self.max_chars), _cleaned(plain_text, self.max_chars))


def among(choices: Callable[[], Any], words: str) -> AfterValidator:
    """Bind a value to choices that are known only when asked."""

    def check(value: Any) -> Any:
        if value not in choices():
            raise ValueError(words)
        return value

    return AfterValidator(check)


def parse(kind: type[F], sent: object) -> F:
    """Read what was sent (form data, or a plain value from a socket) as a form, or raise FormRefused."""
    values = _values(kind, sent) if isinstance(sent, MultiDict) else sent
    if isinstance(values, dict) and len(values) > len(kind.model_fields) + STRANGE_FIELDS:
        raise FormRefused({"form": "This page is not up to date. Please load it again."})
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise FormRefused({_place(problem["loc"]): _kind_words(dict(problem)) for problem in error.errors()}) from None


def parse_json(kind: type[F]) -> F:
    """Read what a script of our pages has sent as a form, or raise FormRefused."""
    return parse(kind, request.get_json(silent=True))


def ask(template: str, kind: type[F], act: Callable[[F], ResponseReturnValue], **context: Any) -> ResponseReturnValue:
    """Show a form (GET), or act on what was sent (POST) and show it again, nothing lost, if it is refused.

    `context` goes to the template; `context["filled"]` may hold first values as a Filled.
    """
    blank = context.pop("filled", None) or Filled()
    if request.method != "POST":
        return render_template(template, filled=blank, **context)
    values = _values(kind, request.form)
    try:
        return act(parse(kind, request.form))
    except NotFound:
        raise
    except FormRefused as refused:
        filled, status = Filled(values, _on_the_page(kind, refused.errors)), refused.status
    except DomainError as refused:
        errors = {refused.field: refused.words} if refused.field else {}
        filled, status = Filled(values, errors, None if errors else refused.words), refused.status
    return render_template(template, filled=filled, **context), status


def _on_the_page(kind: type[Form], errors: Mapping[str, str]) -> dict[str, str]:
    """Errors as a page can show them: what is at no field of the form is told of the form."""
    return {name if name in kind.model_fields else "form": words for name, words in errors.items()}


def texts_sent() -> list[tuple[str, str]]:
    """The texts of the form at hand by the names of their fields, for a page that cannot show the form itself.

    There are none of a form with a passphrase, nor of one that came from another site.
    """
    sent = request.form
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or any(
        not name or "pass" in name for name in sent
    ):
        return []
    texts = ((name, text) for name in sent if "token" not in name for text in sent.getlist(name))
    return [(name.replace("_", " ").capitalize(), text) for name, text in texts if _is_written(text)]


def _is_written(text: str) -> bool:
    # Some languages are written without spaces; what a page itself sends is plain and in one piece.
    return len(text.split()) > 1 or (len(text) > LONGEST_WORD_CHARS and not text.isascii())


def _values(kind: type[Form], sent: MultiDict[str, str]) -> dict[str, Any]:
    return {name: sent.getlist(name) if name in kind.many else sent[name] for name in sent if name not in _NOT_SENT}


def _place(location: tuple[int | str, ...]) -> str:
    return str(location[0]) if location else "form"


def _kind_words(problem: dict[str, Any]) -> str:
    bounds = problem.get("ctx") or {}
    match problem["type"]:
        case "missing" | "string_too_short" if bounds.get("min_length", 1) <= 1:
            return "Please fill this in."
        case "string_too_short":
            return f"Please use at least {bounds['min_length']} characters."
        case "string_too_long":
            return f"Please keep this within {bounds['max_length']} characters."
        case "extra_forbidden":
            return "This page is not up to date. Please load it again."
        case "greater_than_equal":
            return f"Please choose {bounds['ge']} or more."
        case "less_than_equal":
            return f"Please choose {bounds['le']} or less."
        case "enum" | "literal_error":
            return "Please choose one of those offered."
        case "value_error":
            return _own_words(bounds.get("error")) or LOOK_AGAIN
        case kind if kind.startswith(("int", "float")):
            return "Please give a whole number, such as 5."
        case kind if kind.startswith("date"):
            return "Please choose a day of the calendar."
        case kind if kind.startswith("time"):
            return "Please give a time such as 19:30."
        case _:
            return LOOK_AGAIN


def _own_words(error: object) -> str:
    # What a library raises while it reads has words too, but for programmers.
    return str(error) if type(error) is ValueError else ""
