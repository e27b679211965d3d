"""What the invented people say: our own words, kind and plain."""

WELCOME = (
    "Welcome, everyone, and a special welcome to whoever is here for the first time. You do not have to say anything. "
    "What is said here stays here. Share when you like, about yourself, and anyone may pass."
)

SHARES_BEFORE = (
    "Day nineteen. I cleaned my kitchen at two in the morning instead of going out, so my neighbours may hate me, "
    "but my kitchen is very clean.",
    "I told my sister. I had practised it for a week and then just said it between the dishes. She put down the towel "
    "and held me. I wish I had done it a year ago.",
    "I am only listening tonight. It was a heavy week. Thank you for being here; it helps to see the names.",
    "I did not think anyone would understand, because from the outside everything worked: job, flat, all of it. "
    "Last time here someone said exactly that about themselves. I slept well for the first time in a month.",
)
OUT_OF_PLACE = "Milo, listen to me: what you should have done is to move out at once, as I told you before."

ASK_OF_RAY = (
    "Hello. I have been coming for two months and have been told to find someone to talk to between meetings. "
    "I like how you speak about patience. Would you think about it?"
)
ASK_OF_NELL = (
    "I am very new and do not know how this works. I read that you can be a temporary sponsor. "
    "Could we try, until I know my way around?"
)
ASK_OF_MILO = "We share a time zone nearly, and evenings suit me. I am at step two and a little stuck."

BETWEEN_TWO = (
    ("Ray", "Thank you for saying yes. I do not really know how to begin."),
    ("Sol", "That is a fine beginning. Tell me about an ordinary day, whenever you like. There is no hurry here."),
    ("Ray", "Ordinary days are all right until about nine in the evening. Then the flat gets loud in a silent way."),
    ("Sol", "I know that hour. For me a walk around the block helped, always the same block, whatever the weather."),
    ("Ray", "I will try it tonight and tell you."),
)
