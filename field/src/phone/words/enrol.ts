/** How a phone comes to speak for an office. */

export const ENROL_WORDS = {
  enrolTitle: ["Daftarkan ponsel ini", "Enrol this phone"],
  enrolLead: [
    "Ketik kode delapan huruf dari kantor di atas, atau pindai kode di lembarnya.",
    "Type the eight-sign code from the office above, or scan the one on its sheet.",
  ],
  code: ["Kode undangan", "Invitation code"],
  codeHint: ["Contoh: 4K7Q-9QX2", "Example: 4K7Q-9QX2"],
  enrol: ["Daftarkan", "Enrol"],
  scanCode: ["Pindai kode", "Scan the code"],
  wordsTitle: ["Bacakan empat kata ini", "Read these four words aloud"],
  wordsLead: [
    "Kepada {inviter}. Bila kata di layarnya sama, ia menekan setuju dan ponsel ini siap.",
    "To {inviter}. If the words on its screen are the same, it confirms and this phone is ready.",
  ],
  wordsOther: [
    "Bila katanya berbeda, jangan diteruskan: minta kode baru.",
    "If the words differ, do not go on: ask for a new code.",
  ],
  asked: ["Menunggu persetujuan", "Waiting to be confirmed"],
  again: ["Mulai lagi dengan kode lain", "Begin again with another code"],
  firstSync: ["Mengambil data kantor", "Fetching this office's data"],
  firstSyncWait: [
    "Perlu sinyal sekali ini. Sesudahnya semua berjalan tanpa sinyal.",
    "This once signal is needed. Afterwards everything works without.",
  ],
  officeOfCode: ["Kode ini untuk {office}", "This code is for {office}"],
  "enrolment.mistyped": ["Kode ini salah ketik. Periksa tiap hurufnya.", "This code is mistyped. Check each sign."],
  "enrolment.unknown": ["Kode ini tidak dikenal. Minta kode baru.", "This code is unknown. Ask for a new one."],
  "enrolment.used": ["Kode ini sudah dipakai. Minta kode baru.", "This code was used already. Ask for a new one."],
  "enrolment.expired": [
    "Kode ini sudah lewat 30 menit. Minta kode baru.",
    "This code is more than 30 minutes old. Ask for a new one.",
  ],
  "enrolment.withdrawn": ["Kode ini ditarik kembali. Minta kode baru.", "This code was taken back. Ask for a new one."],
  "rate.enrolments": ["Terlalu banyak percobaan. Tunggu satu menit.", "Too many tries. Wait a minute."],
  enrolUnreached: [
    "Server tidak terjangkau. Pendaftaran perlu sinyal; coba lagi.",
    "The server is out of reach. Enrolling needs signal; try again.",
  ],
  enrolOther: [
    "Kode ini tidak diterima ({code}). Minta kode baru.",
    "This code was not taken ({code}). Ask for a new one.",
  ],
} as const;
