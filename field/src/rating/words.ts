/** What rating says, at the desk and on the phone: Indonesian first, then English. */

import { filled, type Values } from "../tongue";

export const RATING_WORDS = {
  likelihood: ["Kemungkinan terjadi", "How likely it is"],
  impact: ["Dampak bila terjadi", "Impact if it happens"],
  confidence: ["Seberapa yakin", "How sure you are"],
  "sure.1": ["kurang yakin", "not very sure"],
  "sure.2": ["cukup yakin", "fairly sure"],
  "sure.3": ["sangat yakin", "very sure"],
  unknown: ["Tidak tahu", "Does not know"],
  not_ours: ["Bukan kewenangan", "Not our authority"],
  "is.untouched": ["tidak dinilai", "not rated"],
  "is.begun": ["belum lengkap", "not complete"],
  "is.done": ["dijawab", "answered"],
  takeBack: ["Kosongkan", "Take back"],
  evidence: ["Apa dasarnya? (boleh kosong)", "What is it based on? (may stay empty)"],
  evidenceHint: ["Satu baris, tanpa nama orang", "One line, no names of people"],
  evidenceRule: [
    "Dasar penilaian: satu baris, tanpa nama orang.",
    "What a rating is based on: one line, no names of people.",
  ],
  guess: ["Menurut Anda, lembaga lain menilai berapa?", "What do you think the others rated?"],
  guessHalf: ["Isi keduanya, atau kosongkan keduanya.", "Give both, or neither."],
  hints: ["Menurut daftar yang ada", "By the lists there are"],
  before: ["Putaran sebelumnya", "The round before"],
  beforeMarks: ["kemungkinan {likelihood}, dampak {impact}", "likelihood {likelihood}, impact {impact}"],
  flagDesa: ["Tandai satu desa", "Single out a desa"],
  flagHint: [
    "Bila satu desa lain dari kecamatannya, nilai desa itu tersendiri.",
    "Where one desa differs from its kecamatan, rate it by itself.",
  ],
  flagged: ["Desa yang Anda tandai", "Desa you singled out"],
  progress: ["{n} dari {of} · {minutes} menit", "{n} of {of} · {minutes} minutes"],
  aim: ["Usahakan selesai dalam 15 menit.", "Aim to be done within 15 minutes."],
  words: ["Arti angka 1 sampai 5", "What 1 to 5 mean"],
  roundName: ["Penilaian ancaman {place}, putaran {number}", "Threats of {place}, round {number}"],
  seal: ["Kunci penilaian", "Seal the ratings"],
  sealChanges: ["Kunci perubahan", "Seal the changes"],
  sealNothing: ["Belum ada yang dijawab lengkap", "Nothing is answered in full yet"],
  sealNotDone: [
    "{n} belum lengkap dan tidak ikut dikunci.",
    "{n} are not complete and are not sealed.",
  ],
  sealDesk: [
    "Yang dikunci tidak terbaca siapa pun sebelum putaran ditutup, juga tidak oleh pengelola. Selama terbuka boleh diubah dan dikunci lagi. Sesudah ditutup, buka halaman ini di peramban ini: penilaian Anda dibuka sendiri.",
    "What is sealed nobody can read before the round is closed, the operator included. While it runs you may change and seal again. Once it is closed, open this page in this browser: your ratings are revealed by themselves.",
  ],
  sealPhone: [
    "Yang dikunci tidak terbaca siapa pun sebelum putaran ditutup, juga tidak oleh pengelola. Selama terbuka boleh diubah dan dikunci lagi. Sesudah ditutup, ponsel ini membukanya sendiri begitu ada sinyal.",
    "What is sealed nobody can read before the round is closed, the operator included. While it runs you may change and seal again. Once it is closed, this phone reveals it by itself as soon as there is signal.",
  ],
  "stage.unsealed": ["Belum dikunci", "Not sealed yet"],
  "stage.sealed": ["Terkunci di perangkat ini, belum terkirim", "Sealed on this device, not sent yet"],
  "stage.waiting": ["Terkunci, menunggu putaran ditutup", "Sealed, waiting for the round to close"],
  "stage.missed": ["Ditutup; kantor ini tidak menilai", "Closed; this office did not rate"],
  "stage.opening": ["Ditutup; penilaian sedang dibuka", "Closed; the ratings are being revealed"],
  "stage.opened": ["Dibuka: semua dapat membaca penilaian kantor ini", "Revealed: everybody can read this office's ratings"],
  "stage.lost": ["Tidak bisa dibuka di perangkat ini", "Cannot be revealed on this device"],
  lostNext: [
    "Yang dikunci ada di perangkat lain. Buka di sana, atau muat berkas cadangannya di sini.",
    "What was sealed is on another device. Reveal it there, or load its backup file here.",
  ],
  changedSince: ["Ada perubahan yang belum dikunci", "There are changes not sealed yet"],
  file: ["Simpan berkas cadangan", "Save a backup file"],
  fileNote: [
    "Bila perangkat ini hilang, hanya berkas ini dapat membuka yang dikunci. Jangan dibagikan sebelum putaran ditutup.",
    "Should this device be lost, only this file can reveal what was sealed. Do not share it before the round is closed.",
  ],
  load: ["Muat berkas cadangan", "Load a backup file"],
  loadNone: ["Berkas ini bukan cadangan kantor ini untuk putaran ini.", "This file is no backup of this office for this round."],
  keyNone: [
    "Peramban ini belum memegang kunci kantor ini. Jawaban tetap tersimpan; untuk mengunci, daftarkan dulu peramban ini.",
    "This browser holds no key of this office yet. Answers are kept; to seal them, enrol this browser first.",
  ],
  keyWaiting: [
    "Kunci peramban ini menunggu disahkan kantor di atas. Jawaban tetap tersimpan.",
    "This browser's key waits to be confirmed by the office above. Answers are kept.",
  ],
  keyRevoked: [
    "Kunci peramban ini sudah dicabut, jadi tidak dapat mengunci.",
    "This browser's key was revoked, so it cannot seal.",
  ],
  toDevice: ["Daftarkan peramban ini", "Enrol this browser"],
  roundGone: ["Putaran ini tidak ada untuk kantor Anda.", "There is no such round for your office."],
  unkept: [
    "TIDAK tersimpan: penyimpanan penuh. Kosongkan ruang, lalu coba lagi.",
    "NOT kept: the storage is full. Make room, then try again.",
  ],
} as const;

export type RatingWord = keyof typeof RATING_WORDS;

/** Return a sentence of rating in the language in use. */
export const tell = (word: RatingWord, values: Values = {}): string => filled(RATING_WORDS[word], values);
