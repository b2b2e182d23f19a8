# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""What is answered to a text message: short, in the plain letters every telephone has."""

from collections.abc import Mapping

from sepaham.domain.words import Language, Sentence

_SAID: Mapping[str, tuple[str, str]] = {
    "receive": (
        "Tercatat lewat SMS: {office} menerima {stated} dari {of} barang dari {other}. Entri {entry}.",
        "Noted by SMS: {office} received {stated} of {of} pieces from {other}. Entry {entry}.",
    ),
    "give": (
        "Tercatat lewat SMS: {office} menyerahkan {stated} dari {of} barang kepada {other}. Entri {entry}.",
        "Noted by SMS: {office} handed {stated} of {of} pieces to {other}. Entry {entry}.",
    ),
    "safe": (
        "Tercatat lewat SMS: {office} aman pukul {slot}.00. Entri {entry}.",
        "Noted by SMS: {office} is safe at {slot}.00. Entry {entry}.",
    ),
    "help": (
        "Tercatat lewat SMS: {office} minta bantuan pukul {slot}.00. Teleponlah kantor di atas. Entri {entry}.",
        "Noted by SMS: {office} asks for help at {slot}.00. Call the office above. Entry {entry}.",
    ),
    "unread": (
        "SMS tidak terbaca. Contoh: T KODE 7/7 OK (terima), S KODE 6/7 KURANG (serah), A KODE AMAN (malam).",
        "SMS not understood. Examples: T CODE 7/7 OK (received), S CODE 6/7 KURANG (handed over), A CODE AMAN (night).",
    ),
    "code": (
        "Kode salah ketik. Periksa lembar kode, lalu kirim lagi.",
        "The code is mistyped. Look at the sheet, then send again.",
    ),
    "word": (
        "Angka dan katanya tidak cocok. Contoh: 7/7 OK, 6/7 KURANG, 8/7 LEBIH.",
        "Figure and word do not fit. Examples: 7/7 OK, 6/7 KURANG, 8/7 LEBIH.",
    ),
    "unknown": (
        "Kode tidak dikenal. Periksa lembar kode yang terakhir dicetak.",
        "Unknown code. Look at the sheet printed last.",
    ),
    "verb": (
        "Kode itu untuk huruf {letter}. Periksa lembar kode, lalu kirim lagi.",
        "That code goes with the letter {letter}. Look at the sheet, then send again.",
    ),
    "count": (
        "Menurut daftar ada {of} barang. Hitung lagi, lalu kirim lagi dengan .../{of}.",
        "The list has {of} pieces. Count again, then send again with .../{of}.",
    ),
    "used": (
        "Kode ini sudah dipakai, entri {entry}. Bila keliru, hubungi kantor di atas.",
        "This code was used, entry {entry}. If that was wrong, call the office above.",
    ),
}
ANSWERS: Mapping[str, Sentence] = {key: Sentence(*pair) for key, pair in _SAID.items()}


def reply(key: str, language: Language = "id", **values: object) -> str:
    """Return one answer in a language."""
    return ANSWERS[key].say(language, {name: str(value) for name, value in values.items()})
