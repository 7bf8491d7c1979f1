"""The file of a model: what is in it, and that nothing else comes out of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cleanscrape.errors import ModelError
from cleanscrape.linemodel.features import NAMES
from cleanscrape.linemodel.scale import ONE
from cleanscrape.linemodel.words import BUCKETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Contents = tuple[Mapping[str, Any], Mapping[str, NDArray[Any]]]

FORMAT = 1
REACH = (1, 2, 4, 8, 16, 32, 1)
"""How far each convolution looks, in lines."""
STEP = 1 << 10
"""What an activation, and a weight, of one is written as."""
TABLES = ("kinds", "lower", "function_words")
"""The arrays that are no weights, but say how characters are told apart."""
_LARGEST_WEIGHT = 1 << 20
_LARGEST_FILE = 20_000_000


def whole(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Weights in floating point as whole numbers."""
    made: dict[str, NDArray[Any]] = {}
    for name, array in weights.items():
        if name == "table":
            made[name] = np.clip(np.round(array * STEP), -32767, 32767).astype(np.int16)
            continue
        scale = np.full((array.shape[0], 1) if array.ndim == 2 else (), float(STEP))
        if array.ndim == 1:
            scale = scale * STEP
        elif name == "in":
            scale[: len(NAMES)] *= STEP // ONE
        most = _LARGEST_WEIGHT if array.ndim == 2 else 1 << 30
        made[name] = np.clip(np.round(array * scale), -most, most).astype(np.int32)
    return made


def shapes(width: int, words: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a model, and their shapes."""
    found: dict[str, tuple[int, ...]] = {
        "kinds": (1 << 16,), "lower": (1 << 16,), "function_words": (1 << 13,),
        "table": (BUCKETS, words),
    }  # fmt: skip
    layers = {"in": (len(NAMES) + words, width), "pool": (3 * width, width), "out": (2 * width, 3)}
    layers |= {f"conv{i}": (3 * width, width) for i in range(len(REACH))}
    for name, shape in layers.items():
        found[name] = shape
        found[f"{name}.bias"] = shape[1:]
    return found


def write(about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """What a model says of itself, and its arrays, as the bytes of its file."""
    buffer = io.BytesIO()
    told = np.frombuffer(json.dumps(dict(about), sort_keys=True).encode(), np.uint8)
    ordered: dict[str, Any] = dict(sorted(arrays.items()))
    np.savez_compressed(buffer, about=told, **ordered)
    return buffer.getvalue()


def read(path: Path) -> Contents:
    """What a model says of itself, and its arrays. Raises `ModelError` as `model.read` does."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ModelError(f"{path}: larger than {_LARGEST_FILE:,} bytes: this is no line model")
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        return _checked(data)
    except ModelError as error:
        raise ModelError(f"{path}: {error}; train one with cleanscrape train") from error


def _checked(data: bytes) -> Contents:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > 5 * _LARGEST_FILE:
                raise ModelError("unpacks to more than a line model can hold")
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        about = json.loads(arrays.pop("about").tobytes())
    except ModelError:
        raise
    except Exception as error:  # damaged archives fail in a dozen ways
        raise ModelError(f"is no line model ({error})") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ModelError(f"is not of format {FORMAT}")
    if about.get("features") != list(NAMES) or not isinstance(about.get("version"), str):
        raise ModelError("was trained for other features than this version of cleanscrape has")
    _check(arrays)
    return about, arrays


def _check(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raise `ModelError` unless all arrays are there, in their shapes, and no sum can overflow."""
    try:
        width, words = arrays["in"].shape[1], arrays["table"].shape[1]
    except (KeyError, IndexError):
        raise ModelError("lacks weights") from None
    wanted = shapes(width, words)
    kinds = {"kinds": "u1", "lower": "u2", "function_words": "u1", "table": "i2"}
    for name, shape in wanted.items():
        if name not in arrays or arrays[name].shape != shape:
            raise ModelError(f"has no array {name!r} of shape {shape}")
        if arrays[name].dtype.str[1:] != kinds.get(name, "i4"):
            raise ModelError(f"array {name!r} is of type {arrays[name].dtype}")
        if name not in TABLES and not name.endswith(".bias"):
            largest = int(np.abs(arrays[name].astype(np.int64)).max())
            if width > 512 or words > 128 or largest > _LARGEST_WEIGHT:
                raise ModelError(f"array {name!r} holds weights that are too large")
    if int(arrays["kinds"].max()) > 15:
        raise ModelError("array 'kinds' names a class that there is not")
