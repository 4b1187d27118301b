"""Answers that are no answers."""

#: What people type to get past a mandatory field: lower case, without apostrophes and dots, every other sign a space.
#: "none" is not here: it can be a statement. The same list as in the SDKs of the other languages; a test compares them.
PLACEHOLDERS = frozenset(
    [
        "",
        "abc",
        "asdf",
        "asdfasdf",
        "ask us",
        "as above",
        "bar",
        "blank",
        "click here to enter text",
        "coming soon",
        "dk",
        "do not know",
        "dont know",
        "dummy",
        "dunno",
        "empty",
        "enter text here",
        "example",
        "fill in",
        "fill me in",
        "follows",
        "foo",
        "foo bar",
        "foobar",
        "i do not know",
        "i dont know",
        "idk",
        "later",
        "lorem ipsum",
        "n a",
        "na",
        "nil",
        "no answer",
        "no comment",
        "no idea",
        "no response",
        "not applicable",
        "not known",
        "not sure",
        "null",
        "ok",
        "okay",
        "pending",
        "placeholder",
        "please fill in",
        "qwerty",
        "sample",
        "same as above",
        "see above",
        "see below",
        "see website",
        "soon",
        "tba",
        "tbc",
        "tbd",
        "test",
        "test test",
        "testing",
        "tests",
        "to be announced",
        "to be completed",
        "to be confirmed",
        "to be decided",
        "to be defined",
        "to be determined",
        "to be done",
        "to do",
        "to follow",
        "todo",
        "unclear",
        "undefined",
        "unknown",
        "unspecified",
        "unsure",
        "we do not know",
        "we dont know",
        "wip",
        "your answer here",
    ]
)


def is_placeholder(text: str) -> bool:
    """True when a text is no answer at all: blank, signs only, "TBD", "don't know", "n/a", "test", "xxx", ...

    It looks at the whole text only: "unknown" is a placeholder, "unknown to the public" is not.

    >>> is_placeholder(" T.B.D. "), is_placeholder("no")
    (True, False)
    """
    kept = (c for c in text.lower() if c not in "'’`´.")
    words = " ".join("".join(c if c.isalnum() else " " for c in kept).split())
    # The host counts a single letter as none too, `y` included: it may stand for anything.
    one_letter = words != "" and words[0].isalpha() and set(words) == {words[0]}
    return one_letter or words in PLACEHOLDERS
