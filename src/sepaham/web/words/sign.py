"""The words of signing: what is shown before a browser's key signs."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Baca, lalu tanda tangani": "Read, then sign",
    "Yang akan ditandatangani": "What will be signed",
    "Tanda tangani dan simpan": "Sign and keep",
    "Batal, kembali": "Cancel, go back",
}
