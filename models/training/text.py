"""The token unit of the model, the same in Python and in Rust.

In: working text (any). Out: tokens as (start, end) code points, folded lower-case keys, shape and gap classes.
"""
import re
import unicodedata

TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
        "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
TONE_END = re.compile(r"(?<!q)(" + "|".join(TONE) + r")$")
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\s]")

# Shape classes: what lower-casing and digit folding throw away.
LOWER, TITLE, UPPER1, UPPER, MIXED, DIGIT1, DIGIT2, DIGIT3, DIGIT4, YEAR, DIGITS, OTHER = range(12)
NO_SHAPE = 12  # hidden from the model (masking, dropout)
SHAPES = 13
GLUED, BLANK, NEWLINE = range(3)  # what stands before the token
GAPS = 3
PART = {"title": 0, "abstract": 1, "body": 2, "other": 3}
PARTS = 4


def normal(s):
    """NFC; the caller's offsets must refer to the result."""
    return unicodedata.normalize("NFC", s)


def key(token):
    """Vocabulary key: lower case, old tone placement, every digit 0."""
    s = token.lower()
    if s[0].isdigit():
        return "0" * len(s)
    return TONE_END.sub(lambda m: TONE[m[1]], s)


def shape(token):
    c = token[0]
    if c.isdigit():
        n = len(token)
        if n == 4 and token[:2] in ("19", "20"):
            return YEAR
        return DIGIT1 + n - 1 if n <= 4 else DIGITS
    if not c.isalpha():
        return OTHER
    if token.islower():
        return LOWER
    if token.isupper():
        return UPPER1 if len(token) == 1 else UPPER
    if c.isupper() and token[1:].islower():
        return TITLE
    return LOWER if token.lower() == token else MIXED


def tokenize(s):
    """[(start, end)] in code points of s."""
    return [m.span() for m in TOKEN.finditer(s)]


def gaps(s, spans):
    out, last = [], None
    for a, b in spans:
        between = "\n" if last is None else s[last:a]
        out.append(GLUED if not between else NEWLINE if "\n" in between else BLANK)
        last = b
    return out


CLOSE = set(",.;:!?)]}%…”’")
OPEN = set("([{“‘")


def detok(line):
    """(tokens, gaps, joins) of a line of word-segmented vietnews: undoes its spacing of punctuation.

    joins[i] is 1 when token i continues the word of token i-1.
    """
    toks, gap, join = [], [], []
    glue, quote = NEWLINE, False
    for word in line.split():
        if word == '"':
            g = GLUED if quote and glue != NEWLINE else glue
            nxt = BLANK if quote else GLUED
            quote = not quote
        elif word in CLOSE:
            g, nxt = (GLUED if glue != NEWLINE else glue), BLANK
        else:
            g, nxt = glue, (GLUED if word in OPEN else BLANK)
        first = True
        for part in word.split("_"):
            inner = False
            for m in TOKEN.finditer(part):
                toks.append(m[0])
                gap.append(GLUED if inner else (g if first else BLANK))
                join.append(0 if first else 1)
                inner, first = True, False
        glue = nxt
    return toks, gap, join
