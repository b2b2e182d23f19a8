"""What was looked at, as the list of restricted reads names it."""

from collections.abc import Mapping

WHAT: Mapping[str, str] = {
    "photo": "foto",
    "people": "berkas nama dan telepon",
    "person-erased": "data orang dihapus",
    "trip-papers": "kertas perjalanan dengan nama pengemudi",
    "copied": "kertas disalin lewat gerbang",
}
"""Each kind of restricted record and its word."""
