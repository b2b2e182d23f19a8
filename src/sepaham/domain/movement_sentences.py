"""How a movement plan speaks: why lists are left, and what would help."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

LEFT: Mapping[str, Sentence] = {
    "no_place": Sentence("letaknya tidak diketahui", "nobody knows where it is"),
    "no_vehicle": Sentence("tidak ada kendaraan yang boleh ke sana", "no vehicle may go there"),
    "too_large": Sentence(
        "satu buah pun tidak muat di kendaraan yang ada", "not even one piece fits a vehicle there is"
    ),
    "behind": Sentence(
        "barangnya belum sampai di gudang asalnya", "its goods do not come to where it starts"
    ),
    "no_way": Sentence("tidak ada jalan yang terbuka ke sana", "no way there is open"),
    "too_far": Sentence(
        "terlalu jauh untuk dicapai dalam jamnya", "it is too far to be reached in its hours"
    ),
    "no_fleet": Sentence(
        "kendaraan gudangnya tidak cukup dalam jam yang ada",
        "the store's vehicles do not manage it in its hours",
    ),
}
"""Why a load list is carried by nobody."""

LACK = Sentence(
    "{place}: {lists} dari {whole} daftar muatan {leg} tidak terangkut antara {opens} dan {closes} "
    "karena {why}; perlu ruang {asked} liter, {vehicles} kendaraannya memuat {room} liter sekali jalan.",
    "{place}: {lists} of {whole} load lists of {leg} are not carried between {opens} and {closes}: {why}; "
    "they ask for {asked} litres, its {vehicles} vehicles take {room} litres at once.",
)
"""What is said of a store that falls short."""

NEEDS: Mapping[str, Sentence] = {
    "slack": Sentence(
        "Cukup bila cadangan waktu {minutes} menit dipakai.",
        "It is enough to use up the {minutes} minutes of slack.",
    ),
    "borrow": Sentence(
        "Cukup bila {count} {kind} yang menganggur dipinjam dari {base}.",
        "It is enough to borrow {count} idle {kind} from {base}.",
    ),
    "earlier": Sentence(
        "Cukup bila gudangnya buka {minutes} menit lebih awal.",
        "It is enough that the store opens {minutes} minutes earlier.",
    ),
    "later": Sentence(
        "Cukup bila batas jamnya {minutes} menit lebih lambat.",
        "It is enough that its hour is {minutes} minutes later.",
    ),
    "vehicle": Sentence(
        "Cukup bila ditambah {count} {kind} di {base}.", "It is enough to add {count} {kind} at {base}."
    ),
    "": Sentence(
        "Yang dicoba (jam, pinjaman, tambahan kendaraan) tidak cukup; periksa jalan, letak, dan muatan.",
        "Nothing that was tried (hours, loans, more vehicles) is enough; look at roads, places and loads.",
    ),
}
"""What would help."""

KINDS: Mapping[str, Sentence] = {
    "truck": Sentence("truk", "truck(s)"),
    "pickup": Sentence("pikap", "pickup(s)"),
    "car": Sentence("mobil", "car(s)"),
    "motorbike": Sentence("sepeda motor", "motorbike(s)"),
    "boat": Sentence("perahu", "boat(s)"),
    "foot": Sentence("pemikul", "porter(s)"),
}
"""The kinds of vehicle as sentences count them."""
