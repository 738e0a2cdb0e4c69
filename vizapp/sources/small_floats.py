"""Conversion of 16-bit and 8-bit floats that NumPy lacks to float32."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def bfloat16_to_float32(halves: NDArray[Any]) -> NDArray[np.float32]:
    """Return the values of uint16 codes: bfloat16 is the upper half of a float32."""
    return (halves.astype(np.uint32) << 16).view(np.float32)


def _float8_table(exponent_bits: int, *, infinity: bool = False, unsigned_zero: bool = False) -> NDArray[np.float32]:
    """Return the value of each of the 256 codes of an 8-bit float (OCP 8-bit floating point specification).

    E5M2 keeps the IEEE codes for infinities and NaN; E4M3 (the variant "fn") has no infinity and one NaN per sign.
    The variants "fnuz" have no negative zero, whose code is their only NaN, and a bias larger by one.
    """
    code = np.arange(256)
    mantissa_bits = 7 - exponent_bits
    bias = 2 ** (exponent_bits - 1) - 1 + unsigned_zero
    exponent = code >> mantissa_bits & (1 << exponent_bits) - 1
    mantissa = (code & (1 << mantissa_bits) - 1) / (1 << mantissa_bits)
    value = np.where(exponent == 0, mantissa * 2.0 ** (1 - bias), (1 + mantissa) * 2.0 ** (exponent - bias))
    if infinity:
        top = exponent == (1 << exponent_bits) - 1
        value = np.where(top, np.where(mantissa == 0, np.inf, np.nan), value)
    elif not unsigned_zero:
        value = np.where(code & 0x7F == 0x7F, np.nan, value)
    signed = np.where(code & 0x80, -value, value)
    return np.where(unsigned_zero & (code == 0x80), np.nan, signed).astype(np.float32)


def _exponents() -> NDArray[np.float32]:
    """Return the values of the codes of E8M0, which are powers of two; the last is NaN."""
    return np.append(2.0 ** (np.arange(255.0) - 127), np.nan).astype(np.float32)


FLOAT8_VALUES = {
    "float8_e4m3fn": _float8_table(4),
    "float8_e5m2": _float8_table(5, infinity=True),
    "float8_e4m3fnuz": _float8_table(4, unsigned_zero=True),
    "float8_e5m2fnuz": _float8_table(5, unsigned_zero=True),
    "float8_e8m0fnu": _exponents(),
}
"""The values of the 256 codes, by the type's name in PyTorch."""

FLOAT8_TABLES = {"F8_E4M3": FLOAT8_VALUES["float8_e4m3fn"], "F8_E5M2": FLOAT8_VALUES["float8_e5m2"]}
"""The same by the type's name in safetensors."""
