"""The rules of goods by type and of seals: what each is called, how much it asks for, and what it says."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

GOODS: Mapping[str, tuple[Sentence, str, Sentence]] = {
    "arrival_differs": (
        Sentence("Surat jalan, label, hitungan berbeda", "Waybill, labels, count differ"),
        "attention",
        Sentence(
            "{item}, kedatangan {arrival}: surat jalan {waybill} dalam {waybill_cartons} koli, "
            "label {label} dalam {label_cartons} koli, hitungan {counted}.",
            "{item}, arrival {arrival}: waybill {waybill} in {waybill_cartons} cartons, "
            "labels {label} in {label_cartons} cartons, count {counted}.",
        ),
    ),
    "arrival_twice": (
        Sentence("Satu nama, dua kedatangan", "One name, two arrivals"),
        "attention",
        Sentence(
            "Kedatangan {arrival} dinyatakan lebih dari sekali; yang dihitung yang pertama ({item}).",
            "Arrival {arrival} was stated more than once; the first one counts ({item}).",
        ),
    ),
    "arrival_unknown": (
        Sentence("Kedatangan tidak dikenal", "Unknown arrival"),
        "attention",
        Sentence(
            "{office} menyebut kedatangan {arrival}, padahal kedatangan itu belum dinyatakan.",
            "{office} named arrival {arrival}, which nobody stated.",
        ),
    ),
    "cartons_unclear": (
        Sentence("Nomor koli tidak jelas", "Carton numbers unclear"),
        "attention",
        Sentence(
            "Koli kedatangan {arrival}: {overlapping} tumpang tindih, {skipped} terlewat, "
            "{reversed} rentang terbalik, {unlabelled} dihitung tanpa label.",
            "Cartons of arrival {arrival}: {overlapping} overlap, {skipped} skipped, "
            "{reversed} runs written backwards, {unlabelled} counted without a label.",
        ),
    ),
    "goods_differ_seen": (
        Sentence("Hitungan ≠ terlihat", "Counted ≠ seen"),
        "differ",
        Sentence(
            "{item}, kedatangan {arrival}: KPU menyatakan {stated}, {office} melihat {found}.",
            "{item}, arrival {arrival}: KPU states {stated}, {office} saw {found}.",
        ),
    ),
    "goods_short_of_need": (
        Sentence("Barang kurang dari kebutuhan", "Goods short of need"),
        "attention",
        Sentence(
            "{item}: dibutuhkan {needed}, yang baik atau belum disortir {usable}; kurang {lack}.",
            "{item}: {needed} needed, {usable} good or not yet sorted; {lack} lacking.",
        ),
    ),
    "order_late": (
        Sentence("Pesanan lewat jatuh tempo", "Order past due"),
        "attention",
        Sentence(
            "Pesanan {order}, {item}: jatuh tempo {due}, tiba {arrived} dari {pieces}.",
            "Order {order}, {item}: due {due}, {arrived} of {pieces} arrived.",
        ),
    ),
    "sorted_over": (
        Sentence("Disortir melebihi yang tiba", "Sorted more than arrived"),
        "attention",
        Sentence(
            "{item}: disortir {sorted}, padahal yang tiba {arrived}.",
            "{item}: {sorted} sorted, though {arrived} arrived.",
        ),
    ),
    "packed_over": (
        Sentence("Dikemas melebihi yang baik", "Packed more than good"),
        "attention",
        Sentence(
            "{item}: dikemas {packed}, padahal yang dapat dikemas {good}.",
            "{item}: {packed} packed, though {good} could be.",
        ),
    ),
    "seals_unexplained": (
        Sentence("Segel belum terjelaskan", "Seals unexplained"),
        "attention",
        Sentence(
            "{office} menghitung {blank} segel kosong, seharusnya {expected}: selisih {number}.",
            "{office} counted {blank} blank seals where there should be {expected}: {number} unexplained.",
        ),
    ),
    "seal_twice": (
        Sentence("Satu nomor segel, dua barang", "One seal number, two units"),
        "serious",
        Sentence(
            "Segel {seal} dinyatakan terpasang pada {boxes}.",
            "Seal {seal} was stated as put on {boxes}.",
        ),
    ),
    "seal_not_issued": (
        Sentence("Segel tidak pernah diserahkan", "Seal never issued"),
        "serious",
        Sentence(
            "{office} memasang segel {seal} pada {boxes}, padahal nomor itu tidak diserahkan kepadanya.",
            "{office} put seal {seal} on {boxes}, a number it was never issued.",
        ),
    ),
}
"""Title, severity and sentence of each rule of `stocktaking` and `seals`; `sentences.RULES` has them too."""
