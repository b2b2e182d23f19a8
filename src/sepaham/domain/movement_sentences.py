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

EXPLAINED: Mapping[str, Sentence] = {
    "leg": Sentence(
        "{leg}: {planned} dari {lists} daftar muatan dalam {journeys} perjalanan, terakhir {last}; "
        "yang paling sempit {place}, {spare} menit sebelum batasnya ({trip}).",
        "{leg}: {planned} of {lists} load lists in {journeys} journeys, the last at {last}; "
        "the tightest is {place}, {spare} minutes before its hour ({trip}).",
    ),
    "left": Sentence(
        "{count} daftar muatan tidak terangkut karena {why}.",
        "{count} load lists are carried by nobody: {why}.",
    ),
    "basis": Sentence(
        "Jalan: {roads}; ditutup: {closures}. Setiap singgah selesai {slack} menit sebelum batasnya "
        "sebagai cadangan. Benih {seed}, {iterations} putaran per gudang: diulang, rencananya sama.",
        "Roads: {roads}; closed: {closures}. Every call is over {slack} minutes before its hour, as slack. "
        "Seed {seed}, {iterations} iterations a store: repeated, the plan is the same.",
    ),
    "agreed": Sentence(
        "Paparan jalan berasal dari {cells} sel ancaman yang disepakati: {km} km paparan penuh. "
        "Yang berbeda pendapat tidak mengubahnya.",
        "The roads' exposure comes from {cells} agreed cells of threats: {km} km of full exposure. "
        "Where institutions differ, nothing changes.",
    ),
    "unagreed": Sentence(
        "Belum ada sel ancaman yang disepakati, jadi tidak ada jalan yang dihindari karenanya.",
        "No cell of threats is agreed yet, so no road is avoided because of one.",
    ),
    "load": Sentence(
        "{kind} {vehicle} dari gudang {place} berangkat {leaves} dengan {lists} daftar muatan, "
        "{pieces} buah: {litres} liter, {kilograms} kg ({full}% penuh).",
        "{kind} {vehicle} of the store of {place} leaves at {leaves} with {lists} load lists, "
        "{pieces} pieces: {litres} litres, {kilograms} kg ({full}% full).",
    ),
    "held_goods": Sentence(
        "Paling awal {at}: sebelum itu barangnya belum ada di gudang dan belum selesai dimuat.",
        "At the earliest {at}: before that its goods are not in the store and loaded.",
    ),
    "held_hours": Sentence(
        "Paling awal {at}: jam gudangnya mulai dan muatannya selesai dimuat.",
        "At the earliest {at}: the store's hours have begun and it is loaded.",
    ),
    "held_before": Sentence(
        "Paling awal {at}: sebelum itu kendaraannya masih di perjalanan sebelumnya atau memuat lagi.",
        "At the earliest {at}: before that its vehicle is on its journey before, or loads again.",
    ),
    "stop": Sentence(
        "{turn}. {place}: tiba {comes}, selesai {leaves}, {spare} menit sebelum batas {closes}.",
        "{turn}. {place}: there at {comes}, done at {leaves}, {spare} minutes before {closes}.",
    ),
    "stop_home": Sentence(
        "{turn}. {place}: tiba {comes}, selesai {leaves}; di gudang {spare} menit sebelum batas {closes}.",
        "{turn}. {place}: there at {comes}, done at {leaves}; at the store {spare} minutes before {closes}.",
    ),
    "slack": Sentence(
        "Kembali {back}; {slack} menit cadangan sebelum tiap batas tidak dipakai.",
        "Back at {back}; the {slack} minutes of slack before every hour are not used.",
    ),
    "order": Sentence(
        "Urutan ini {km} km, kembali {back}; urutan terbaik berikutnya {other} km, kembali {other_back}.",
        "This order is {km} km, back at {back}; the next best is {other} km, back at {other_back}.",
    ),
    "only_order": Sentence("Satu tempat singgah, {km} km pergi pulang.", "One call, {km} km there and back."),
    "many_orders": Sentence(
        "{km} km; urutan lain tidak tepat waktu, atau terlalu banyak untuk dibandingkan satu per satu.",
        "{km} km; no other order is in time, or there are too many to compare one by one.",
    ),
    "other": Sentence(
        "{place} dapat juga diantar {trip}, lebih mahal {cost} rupiah.",
        "{place} could be served by {trip} too, for {cost} rupiah more.",
    ),
    "no_other": Sentence(
        "{count} tempat singgah tidak dapat diambil kendaraan lain dari gudang ini: "
        "muatan atau jamnya tidak cukup.",
        "{count} calls could be taken by no other vehicle of this store: there is no room or no time.",
    ),
}
"""How a plan and a journey explain themselves."""
