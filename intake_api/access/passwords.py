"""Passwords: what is good enough, and checking one without telling whether the login exists."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from intake_api.errors import Invalid

SHORTEST = 10
_HASHER = PasswordHasher()
# Each check takes 64 MiB and a core for a moment: a flood of logins waits in line instead of filling the memory.
_SLOTS = threading.BoundedSemaphore(4)


def check_strength(password: str, login: str = "") -> None:
    """Raise ``Invalid`` for a password that is too easy (等保：至少 10 位，四类字符里有三类)."""
    classes = (str.islower, str.isupper, str.isdigit, _is_sign)
    kinds = sum(any(test(character) for character in password) for test in classes)
    if len(password) < SHORTEST or kinds < 3:
        raise Invalid(f"密码要有 {SHORTEST} 个字符以上，小写字母、大写字母、数字、符号里用到三样")
    if login and login.lower() in password.lower():
        raise Invalid("密码里不要带登录名")


def hashed(password: str) -> str:
    """The argon2id hash to store."""
    return _HASHER.hash(password)


def fits(stored: str, password: str) -> bool:
    """Whether ``password`` belongs to the hash. An empty hash takes the same time as a real one."""
    try:
        with _SLOTS:
            return _HASHER.verify(stored or _nobody(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hashed("nobody has this password")


def _is_sign(character: str) -> bool:
    return not character.isalnum()
