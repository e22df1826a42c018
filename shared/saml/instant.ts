/** xs:dateTime as saml-core 1.3.3 uses it: read by hand because every document has a dozen of them. */
import type { Instant } from '../model.ts';

const dayOfMonthLimit = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The two-digit number at that position, or -1. */
function two(text: string, from: number): number {
  const tens = text.charCodeAt(from) - 48;
  const units = text.charCodeAt(from + 1) - 48;
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : -1;
}

/** Days from 1970-01-01 to the given civil date (proleptic Gregorian), month from 1. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** Minutes east of UTC for `Z`, `+hh:mm`, `-hh:mm`; 0 with no zone at all; null when it is none of these. */
function offsetMinutes(text: string, from: number): number | null {
  if (from === text.length) return 0;
  const sign = text.charCodeAt(from);
  if (sign === 90) return from + 1 === text.length ? 0 : null;
  if ((sign !== 43 && sign !== 45) || text.length !== from + 6 || text.charCodeAt(from + 3) !== 58) return null;
  const hours = two(text, from + 1);
  const minutes = two(text, from + 4);
  // The schema allows zones up to 14:00 either way.
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return null;
  return (sign === 43 ? 1 : -1) * (hours * 60 + minutes);
}

/**
 * Epoch milliseconds of an xs:dateTime with a four-digit year, or null. A zone offset is honoured, no zone is read as
 * UTC; digits beyond milliseconds are dropped. 24:00:00 is the next midnight. A leap second is not in xs:dateTime.
 */
export function instantAt(text: string): number | null {
  // yyyy-MM-ddTHH:mm:ss
  if (text.length < 19) return null;
  const century = two(text, 0);
  const yearOfCentury = two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null;
  if (century < 0 || yearOfCentury < 0) return null;
  const year = century * 100 + yearOfCentury;
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > dayOfMonthLimit[month - 1]!) return null;
  if (month === 2 && day === 29 && !isLeapYear(year)) return null;
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;

  let position = 19;
  let milliseconds = 0;
  let fractionIsZero = true;
  if (text.charCodeAt(position) === 46) {
    const first = ++position;
    let weight = 100;
    for (; position < text.length; position++) {
      const digit = text.charCodeAt(position) - 48;
      if (digit < 0 || digit > 9) break;
      if (digit !== 0) fractionIsZero = false;
      milliseconds += digit * weight;
      weight = weight === 1 ? 0 : weight / 10;
    }
    if (position === first) return null;
  }
  if (hour === 24 && (minute !== 0 || second !== 0 || !fractionIsZero)) return null;
  const offset = offsetMinutes(text, position);
  if (offset === null) return null;
  return (daysFromEpoch(year, month, day) * 1440 + hour * 60 + minute - offset) * 60000 + second * 1000 + milliseconds;
}

/** The instant as written; `utc` is true only when the text ends in Z, the one form SAML allows. */
export function readInstant(text: string): Instant {
  return { text, at: instantAt(text), utc: text.endsWith('Z') };
}

/** Epoch milliseconds as SAML writes them: UTC with Z, milliseconds only when there are any. */
export function formatInstant(at: number): string {
  const text = new Date(at).toISOString();
  return at % 1000 === 0 ? text.slice(0, 19) + 'Z' : text;
}
