"""Tokens and keys as the crate makes them (`src/text`, `src/summary/background.rs`)."""
import functools, re, unicodedata

TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
        "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
TONE_END = re.compile(r"(?<!q)(" + "|".join(TONE) + r")(?=$|[\W\d_])")
TOKEN = re.compile(r"[^\W\d_]+|\d+")


def fold(text):
    return TONE_END.sub(lambda m: TONE[m[1]], unicodedata.normalize("NFC", text).lower())


def syllables(text):
    """Runs of letters and runs of digits, lower case, folded."""
    return TOKEN.findall(fold(text))


@functools.lru_cache(maxsize=None)
def key(token):
    h = 0x811C9DC5
    for b in token.encode("utf8"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF


def pair(a, b):
    return ((((a << 32) | b) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF) >> 32
