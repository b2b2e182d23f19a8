"""The kinds of problem that concern a table of ratings."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error

RATING_KINDS: Mapping[str, Kind] = {
    "rating.number": error(
        "{value} bukan angka, padahal penilaian lain angka",
        "{value} is no number, while other ratings are",
        "Tulis angkanya, kosongkan, atau tulis TT (tidak tahu) atau BK (bukan kewenangan)",
        "Write the number, leave it empty, or write TT (unknown) or BK (not one's authority)",
    ),
    "rating.outside": error(
        "{value} di luar skala {scale}",
        "{value} is outside the scale {scale}",
        "Perbaiki nilainya, atau sebutkan skala lain dengan --categories",
        "Mend the value, or name another scale with --categories",
    ),
    "rating.scale": error(
        "{value} bukan skala",
        "{value} is no scale",
        "Tulis seperti --categories 1..5, atau --categories a,b,c",
        "Write it as --categories 1..5, or --categories a,b,c",
    ),
    "rating.many": error(
        "Ada {value} nilai yang berbeda; batasnya {limit}",
        "There are {value} different values; the limit is {limit}",
        "Bulatkan ke satu skala, misalnya 1 sampai 5, dan periksa apakah ada kolom yang bukan penilaian",
        "Round them to a scale, such as 1 to 5, and see whether a column holds no ratings",
    ),
    "rating.ragged": error(
        "Baris ini berisi {value} sel, judulnya {limit}",
        "This row has {value} cells, the headings {limit}",
        "Samakan jumlah selnya; yang tidak dinilai dibiarkan kosong di antara pemisahnya",
        "Give it as many; leave what was not rated empty between its separators",
    ),
    "rating.repeated": error(
        "Dua kolom berjudul {value}",
        "Two columns are headed {value}",
        "Beri tiap penilai judul kolom sendiri",
        "Give each rater a heading of its own",
    ),
    "rating.cluster": error(
        "Tidak ada kolom {value}",
        "There is no column {value}",
        "Sebutkan judul kolom yang ada dengan --cluster",
        "Name a heading there is with --cluster",
    ),
    "rating.clusterless": error(
        "Baris ini tidak menyebut kelompoknya",
        "This row names no cluster",
        "Isi kolom kelompok di setiap baris",
        "Fill the column of clusters in every row",
    ),
    "rating.raters": error(
        "Tidak ada kolom penilai",
        "There is no column of a rater",
        "Beri satu kolom untuk tiap penilai di sebelah nama barisnya",
        "Give each rater a column beside the units' names",
    ),
}
