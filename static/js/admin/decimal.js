/**
 * Exact decimal numbers as people write them, for figures that are computed while one types. No floating point.
 * The rules are those of indicators/numbers.py and indicators/comparisons.py; what is saved is computed there.
 *
 * @typedef {{units: bigint, scale: number}} Decimal  units × 10^(−scale)
 */

const MINUS = "\u2212";
const MINUS_SIGNS = /^[-\u2010\u2011\u2012\u2013\u2212\uff0d]/;
const BODY = /^[0-9]+(?:[ .,][0-9]+)*$/;
const MAX_DIGITS = 28;

/**
 * The number written in `text`, or null where it is none. `language` decides what the text leaves open: "1.233" is
 * a thousand and more in Vietnamese, a little over one in English.
 *
 * @param {string} text
 * @param {"vi" | "en"} language
 * @returns {Decimal | null}
 */
export function parseDecimal(text, language) {
  let body = text.replace(/[\u00a0\u2007\u2009\u202f]/g, " ").trim().replace(/\s*%$/, "");
  let isNegative = false;
  if (/^\(.*\)$/.test(body)) {
    isNegative = true;
    body = body.slice(1, -1).trim();
  } else if (MINUS_SIGNS.test(body)) {
    isNegative = true;
    body = body.slice(1).trim();
  } else if (body.startsWith("+")) {
    body = body.slice(1);
  }
  if (!BODY.test(body) || body.replace(/[^0-9]/g, "").length > MAX_DIGITS) {
    return null;
  }
  const number = magnitude(body, language);
  return number && isNegative ? { units: -number.units, scale: number.scale } : number;
}

/**
 * A decimal from its plain form with a point, as the server writes it; null for an empty text.
 *
 * @param {string | undefined} text
 * @returns {Decimal | null}
 */
export function fromPlain(text) {
  if (!text || !/^-?[0-9]+(\.[0-9]+)?$/.test(text)) {
    return null;
  }
  const [whole, fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/**
 * By how many percent `current` is above `base`, to one decimal; null where there is nothing to compare with.
 *
 * @param {Decimal | null} current
 * @param {Decimal | null} base
 */
export function growth(current, base) {
  if (!current || !base || base.units <= 0n) {
    return null;
  }
  return percentage(difference(current, base), base);
}

/**
 * What part of the plan is done, in percent to one decimal.
 *
 * @param {Decimal | null} value
 * @param {Decimal | null} target
 */
export function shareOfPlan(value, target) {
  return value && target && target.units > 0n ? percentage(value, target) : null;
}

/**
 * current − base, with the decimals of the more precise one.
 *
 * @param {Decimal | null} current
 * @param {Decimal | null} base
 */
export function change(current, base) {
  return current && base ? difference(current, base) : null;
}

/**
 * 1.233,5 in Vietnamese, 1,233.5 in English, with its own digits; `signed` puts "+" before what is above zero.
 *
 * @param {Decimal} number
 * @param {"vi" | "en"} language
 * @param {{signed?: boolean}} [options]
 */
export function formatDecimal(number, language, { signed = false } = {}) {
  const mark = language === "en" ? "." : ",";
  const group = language === "en" ? "," : ".";
  const digits = String(number.units < 0n ? -number.units : number.units).padStart(number.scale + 1, "0");
  const whole = digits.slice(0, digits.length - number.scale).replace(/\B(?=(\d{3})+$)/g, group);
  const fraction = number.scale ? mark + digits.slice(-number.scale) : "";
  const sign = number.units < 0n ? MINUS : signed && number.units > 0n ? "+" : "";
  return sign + whole + fraction;
}

function magnitude(body, language) {
  const marks = body.replace(/[0-9]/g, "");
  if (!marks) {
    return { units: BigInt(body), scale: 0 };
  }
  const last = marks.at(-1);
  const isOneKind = [...marks].every((mark) => mark === last);
  if (last === " " || (marks.length > 1 && isOneKind)) {
    return isGrouped(body) ? joined(body) : null;
  }
  if (marks.length === 1) {
    const isDecimalSign = (language === "en" ? "." : ",") === last;
    return isGrouped(body) && !isDecimalSign ? joined(body) : withFraction(body, last);
  }
  const whole = body.slice(0, body.lastIndexOf(last));
  return whole.includes(last) || !isGrouped(whole) ? null : withFraction(body, last);
}

function isGrouped(body) {
  const [first, ...rest] = body.split(/[ .,]/);
  const signs = new Set(body.replace(/[0-9]/g, ""));
  return signs.size === 1 && first.length <= 3 && !first.startsWith("0") && rest.every((part) => part.length === 3);
}

function joined(body) {
  return { units: BigInt(body.replace(/[ .,]/g, "")), scale: 0 };
}

function withFraction(body, mark) {
  const at = body.lastIndexOf(mark);
  const fraction = body.slice(at + 1);
  return { units: BigInt(body.slice(0, at).replace(/[ .,]/g, "") + fraction), scale: fraction.length };
}

function difference(one, other) {
  const scale = Math.max(one.scale, other.scale);
  return { units: unitsAt(one, scale) - unitsAt(other, scale), scale };
}

/** part / whole × 100 to one decimal, halves away from zero. */
function percentage(part, whole) {
  const scale = Math.max(part.scale, whole.scale);
  const numerator = unitsAt(part, scale) * 1000n;
  const denominator = unitsAt(whole, scale);
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return { units: numerator < 0n ? -rounded : rounded, scale: 1 };
}

function unitsAt(number, scale) {
  return number.units * 10n ** BigInt(scale - number.scale);
}
