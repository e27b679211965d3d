"""What is said in the meeting that `bin/demo` holds: our own words, slowly, in several messages."""

OPENING = (
    "Welcome. I chair tonight. If this is your first time: you are right here, and you do not have to say anything.",
    "What is said here stays here. We speak about ourselves, and we do not answer each other's shares.",
)
HANDS = "Raise your hand when you would like to share, and I will call you. Anyone may pass. Let us begin."
ROUND = (
    "It goes round tonight: I call the first, and then the turn comes to each of you. Anyone may pass. Let us begin."
)

SHARES = (
    (
        "Hi everyone.",
        "It has been six weeks. The evenings are the hard part, so I have filled them with very small things.",
        "Tonight I repaired a bicycle lamp. It works. I sat there and switched it on and off like a child.",
        "That is all. I am glad to be here.",
    ),
    (
        "I want to say something about asking for help.",
        "For years I thought I had to know what was wrong before I was allowed to ask.",
        "I called the clinic on Monday and said: I do not know what it is, but it is not right. They said: come.",
    ),
    (
        "Not a good week. I used on Thursday.",
        "I nearly did not come. Then I thought that this is the one room where I need no excuse.",
        "So I am here, and today I have not.",
        "Thank you for the quiet.",
    ),
    (
        "My mother asked me on the phone how I am, and I told her the truth.",
        "There was a long silence, and then she asked what I had eaten.",
        "I think that was love.",
    ),
    (
        "I am nearly a year along and still surprised how ordinary days can be good days.",
        "I walk to work. I know the dogs by name. I sleep.",
        "If you are new: it was not like this in the beginning, not for me either. It came slowly.",
    ),
    (
        "What I miss is not the thing itself but the door it was: away from everything, at once.",
        "I am learning other doors. Swimming is one. This is one.",
        "I will pass on the rest of my time.",
    ),
    (
        "I said no to a party. The people are nice, but I know what lies on the table there after midnight.",
        "I told a friend why, and she came over with soup.",
        "We watched a film about birds. I can recommend soup and birds.",
    ),
    (
        "First time that I say something here.",
        "I do not know yet whether I belong. I only know that I read the six questions, and said yes to five.",
        "Listening to you has made it smaller. Thank you.",
    ),
    (
        "My body is slow to mend, and that frightens me.",
        "The doctor was kind and did not lecture. She said: every week without it counts.",
        "So I count weeks.",
    ),
)

THANKS = (
    "Thank you, {name}.",
    "Thank you for trusting us with that, {name}.",
    "Thanks, {name}. It is good that you are here.",
    "Thank you, {name}. We take a breath.",
)

CLOSING = (
    "We are near the end. Is there anyone who needs to say something before we close? There is time.",
    "Thank you to everyone who shared, and to everyone who listened; both carry the room.",
    "Whom you saw here, what you heard here: let it stay here. The floor is open now for a while.",
)

GOODBYES = (
    "Thank you all. Good night.",
    "Good to be here. See you at the next one.",
    "Thanks for the meeting. Take care on the way home, even if it is only to the kitchen.",
    "Thank you. I am a little lighter.",
)
