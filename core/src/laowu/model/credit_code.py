"""Unified social credit codes (统一社会信用代码, GB 32100): shape and check character.

Written here because the library at hand refuses codes whose first character is a letter, which the standard allows.
"""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_LENGTH = 18
OLD_CODE_LENGTH = 9


def is_credit_code(code: str) -> bool:
    """Whether ``code`` is 18 characters of the standard's alphabet and ends in the right check character."""
    if len(code) != _LENGTH or any(character not in _ALPHABET for character in code):
        return False
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[-total % 31] == code[-1]
