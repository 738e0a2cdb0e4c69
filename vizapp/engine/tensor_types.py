"""The types of tensors, as torch has them and as they are called in a file."""

from __future__ import annotations

import torch

from vizapp.keeping.tensors import Dtype

DTYPES: dict[torch.dtype, Dtype] = {
    torch.bool: "BOOL",
    torch.uint8: "U8",
    torch.int8: "I8",
    torch.int16: "I16",
    torch.int32: "I32",
    torch.int64: "I64",
    torch.bfloat16: "BF16",
    torch.float16: "F16",
    torch.float32: "F32",
    torch.float64: "F64",
}
