/** The languages whose month and weekday names are known, and the calendars they are written in. */
const locales =
  `en en-GB de de-AT nl af sv da nb nn is fr es ca gl pt pt-PT it ro eu pl cs sk sl hr sr sr-Latn bs mk bg ru uk be
  el hu fi et lv lt tr az sq cy ga ka hy kk uz ar ar-SY ar-MA ar-DZ he fa fa-u-ca-gregory ur hi bn ta te mr gu vi th id ms fil
  sw am mn km lo my ne`.split(/\s+/)

/** A number with up to two of its neighbours: 5.1.2024, 2024-01-05, 5. 1. 2024, 2024年1月5日, 2024. 1. 5. */
const numeric =
  /\d{1,4}(?: ?[./年년-] ?|\. )\d{1,2}(?: ?[./月월-] ?|\. )\d{1,4}|\d{4} ?(?:年|년) ?\d|\d{1,2} ?(?:月|월) ?\d{1,2}/
const clock =
  /(?:^|\D)\d{1,2}(?:[:：h時时시]|\.(?=\d\d(?!\.?\d))) ?\d\d?(?!\d)|\d ?(?:am|pm|a\.m|p\.m|uhr)\b/
const digitZeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]
const foreignDigit =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g

/** Names with their number, from 0. Null: languages disagree about it. */
type Numbered = Map<string, number | null>

interface Names {
  months: Numbered
  weekdays: Numbered
}

let names: Names | undefined

/** Names of months and weekdays as the runtime writes them, within a date (standing alone they may differ). */
function calendar(): Names {
  if (names) return names
  const found: Names = { months: new Map(), weekdays: new Map() }
  for (const locale of locales)
    for (const width of ['long', 'short'] as const) {
      collect(found.months, locale, 'month', { month: width, day: 'numeric' })
      collect(found.weekdays, locale, 'weekday', { weekday: width })
    }
  names = found
  return found
}

function collect(
  into: Numbered,
  locale: string,
  part: 'month' | 'weekday',
  options: Intl.DateTimeFormatOptions,
) {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const [count, stepDays] = part === 'month' ? [12, 30.5] : [7, 1]
  for (let n = 0; n < count; n++) {
    const name = format
      .formatToParts((4 + n * stepDays) * 86_400_000)
      .find(({ type }) => type === part)?.value
    for (const word of (name ?? '').toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? []) {
      const spellings = /[\u0590-\u05ff]/.test(word) ? [word, `ב${word}`] : [word] // Hebrew writes "in January" as one word.
      for (const each of spellings) into.set(each, (into.get(each) ?? n) === n ? n : null)
    }
  }
}

/** Digits of other scripts as ASCII ones. */
export function asciiDigits(text: string): string {
  return text.replace(foreignDigit, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = digitZeros.findLast((start) => start <= code) ?? code
    return String(code - zero)
  })
}

export function hasTime(text: string): boolean {
  return clock.test(text)
}

export function isWeekday(word: string): boolean {
  return calendar().weekdays.has(word)
}

export function isMonth(word: string): boolean {
  return calendar().months.has(word)
}

/** Its number from 0; null where no language has such a month, or several have different ones. */
export function monthNumber(word: string): number | null {
  return calendar().months.get(word) ?? null
}

/** A date in digits, or a month's name next to a day or a year ("5 de janeiro", "jan. 5th", "June 2024"). */
export function hasDate(text: string, words: readonly string[]): boolean {
  if (numeric.test(text)) return true
  const { months } = calendar()
  return words.some((word, n) => {
    if (!months.has(word)) return false
    const [before, after] = [words[n - 1] ?? '', words[n + 1] ?? '']
    return (
      startsWithNumber(before) ||
      startsWithNumber(after) ||
      (before.length <= 3 && startsWithNumber(words[n - 2] ?? ''))
    )
  })
}

function startsWithNumber(word: string): boolean {
  const digits = /^\d+/.exec(word)?.[0] ?? ''
  return digits.length === 4 || (digits.length > 0 && Number(digits) <= 31 && word.length <= 5)
}
