/** Unit codes as sepaham.domain.units writes them: digits of the polling station, a mark, two check characters. */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const RADIX = 36;
const MODULUS = 1271;
const STATION = 13;
const CHECKS = 2;
const FORM = /^\d{13}[0-9A-Z]{4,7}$/;

/** Return the two ISO 7064 MOD 1271-36 check characters of an upper-case alphanumeric text. */
export const checkCharacters = (text: string): string => {
  const left = [...text, "0", "0"].reduce((rest, sign) => (rest * RADIX + ALPHABET.indexOf(sign)) % MODULUS, 0);
  const check = (1 - left + MODULUS) % MODULUS;
  return (ALPHABET[Math.floor(check / RADIX)] as string) + ALPHABET[check % RADIX];
};

/** Tell whether a text is a unit code whose check characters fit. */
export const isUnitCode = (text: string): boolean =>
  FORM.test(text) && checkCharacters(text.slice(0, -CHECKS)) === text.slice(-CHECKS);

/** Return a typed or scanned code without case, spaces and hyphens. */
export const readUnit = (typed: string): string => typed.toUpperCase().replace(/[\s.·-]/g, "");

/** Return the polling station a unit code names, `35.17.15.2004.006`. */
export const stationOf = (code: string): string =>
  [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6), code.slice(6, 10), code.slice(10, STATION)].join(".");

/** Return the mark within a unit code, `K1`. */
export const markOf = (code: string): string => code.slice(STATION, -CHECKS);
