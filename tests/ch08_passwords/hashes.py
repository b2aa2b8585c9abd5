"""Hashes of `Passw0rd` as a row may have them, and what is no hash at all."""

from tests.helpers import OUT_OF_DATE

GOOD = OUT_OF_DATE

BCRYPT = "$2b$12$rzYPkd6NRlcu1CEiBzwVI.cC.7Qss5uTlXyXIUPSjIXNZoRpKUbeW"

UNREADABLE = {
    "empty": "",
    "plain": "Passw0rd",
    "not ASCII": "Pässw0rd😀",
    "bcrypt": BCRYPT,
    "cut off in the name": GOOD[:7],
    "cut off in the parameters": GOOD[:20],
    "no salt": GOOD[:27],
    "cut off in the salt": GOOD[:40],
    "cut off before the hash": GOOD[:50],
    "cut off in the hash": GOOD[:56],
    "in upper case": GOOD.upper(),
    "a line more": GOOD + "\n",
    "a blank before": " " + GOOD,
    "no base64": GOOD[:30] + "!" + GOOD[31:],
    "another kind": GOOD.replace("argon2id", "argon2x"),
    "too little memory": GOOD.replace("m=16", "m=1"),
    "too much memory": GOOD.replace("m=16", "m=4294967295"),
    "no number": GOOD.replace("t=2", "t=x"),
    "a parameter more": GOOD.replace("p=1", "p=1,keyid=AAAA"),
    "data": GOOD.replace("p=1", "p=1,data=AAAA"),
}
