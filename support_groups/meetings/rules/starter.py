"""A run sheet to begin with: words of our own, and empty places for what a group may use."""

from support_groups.meetings.models import Reads, StepKind

from .run_sheet import Step

STARTER = (
    Step(
        key="welcome1",
        kind=StepKind.WELCOME,
        title="Welcome",
        text="Welcome. Whoever you are and however today went, you are in the right place.\n\n"
        "You can write, and you can simply read along: that is taking part too.",
        cue="Greet people by name as they come. Whoever greets looks after those who come late.",
    ),
    Step(
        key="silence1",
        kind=StepKind.SILENCE,
        title="A quiet minute",
        minutes=3,
        reads=Reads.NOBODY,
        text="Let us begin with a quiet minute, for ourselves and for those who are not here.",
        cue="The minute begins when you begin this step, and ends by itself.",
    ),
    Step(
        key="manner01",
        kind=StepKind.PREAMBLE,
        title="How we meet",
        minutes=5,
        text="What is said here stays here. Please take no pictures of it and keep no copies.\n\n"
        "We speak of ourselves, one at a time, and do not answer what somebody else has shared. Nobody has to say "
        "anything.\n\n"
        "If you have used in the last day, you are welcome all the same: please listen this time, and talk with "
        "someone afterwards.",
    ),
    Step(
        key="reading1",
        kind=StepKind.READING,
        title="First reading",
        minutes=7,
        reads=Reads.VOLUNTEER,
        cue="Whoever has claimed it is called by itself. If nobody has, ask who would like to read.",
    ),
    Step(
        key="reading2",
        kind=StepKind.READING,
        title="Second reading",
        minutes=10,
        reads=Reads.VOLUNTEER,
        cue="Put in what your group may use, or take this step out.",
    ),
    Step(
        key="newcomer",
        kind=StepKind.NEWCOMERS,
        title="Is somebody here for the first time?",
        minutes=13,
        text="If this is your first meeting, or your first month, you can say so, and we will welcome you. Only if you "
        "wish.",
    ),
    Step(
        key="clean001",
        kind=StepKind.CLEAN_TIME,
        title="Clean time",
        minutes=16,
        text="Whoever wishes can stand for a milestone, a first day as much as many years.",
    ),
    Step(
        key="announce",
        kind=StepKind.ANNOUNCEMENTS,
        title="Announcements",
        minutes=20,
        text="Does anybody have news for the group?",
    ),
    Step(
        key="topic001",
        kind=StepKind.TOPIC,
        title="Today's topic",
        minutes=22,
        cue="Say in a sentence what this meeting is about, or who will speak.",
    ),
    Step(
        key="sharing1",
        kind=StepKind.SHARING,
        title="Sharing",
        minutes=25,
        reads=Reads.NOBODY,
        text="Who would like to share? When it is your turn, take your time. Passing is always all right.",
    ),
    Step(
        key="lastcall",
        kind=StepKind.LAST_CALL,
        title="Last call",
        minutes=50,
        text="There is time for one or two more. If something needs to be said today, now is a good moment.",
    ),
    Step(
        key="thanks01",
        kind=StepKind.THANKS,
        title="Thank you",
        minutes=55,
        text="Thank you to everyone who read, greeted and led today, and to everyone who listened.",
    ),
    Step(
        key="closing1",
        kind=StepKind.CLOSING,
        title="Closing",
        minutes=57,
        text="We close here. Whom you have met here and what you have read stays here.\n\n"
        "If the evening is hard, talk with someone before you sleep.",
    ),
    Step(
        key="fellows1",
        kind=StepKind.FELLOWSHIP,
        title="Staying a while",
        minutes=60,
        reads=Reads.NOBODY,
        text="The meeting is over, and the room stays open for talking.",
    ),
)
