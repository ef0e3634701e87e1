import { asciiDigits, hasDate, hasTime, isMonth, isWeekday } from './dates.ts'
import type { Line } from './lines.ts'
import { fold, on, says, wordsOf, wrote } from './words.ts'

/** What the words of one line give away. */
export interface Features {
  count: number // Words.
  wrote: boolean
  wroteLast: boolean // "wrote" is among its last two words.
  date: boolean
  time: boolean
  address: boolean
  bracketed: boolean // The address stands in brackets, as behind a name.
  mine: boolean // Has a word for "I" or "we".
  opens: boolean // Begins as an attribution does: "On …", a weekday, a date.
}

const bracketed = /[<([][^\s<>()[\]@]+@[^\s<>()[\]@]+\.[^\s<>()[\]@]+[>)\]]/
const firstPerson = new Set(
  'i we ich wir ik wij ai nous yo nosotros eu nós io noi ja my jag vi jeg én minä я мы ми εγώ biz'.split(
    ' ',
  ),
)
const address = /[^\s<>()[\]"',;:@]@[^\s<>()[\]"',;:@.]+\.[^\s<>()[\]"',;:@]/

/** Names, which begin with a capital, may look the same: "Mi", "Ja". */
function isFirstPerson(word: string, n: number): boolean {
  if (n > 0 && word !== 'I' && !/^\p{Ll}/u.test(word)) return false
  return firstPerson.has(word.toLowerCase())
}

export function featuresOf(line: Line): Features {
  line.features ??= readFeatures(line.text)
  return line.features
}

export function readFeatures(text: string): Features {
  const plain = asciiDigits(fold(text))
  const words = wordsOf(plain)
  const first = words[0] ?? ''
  const date = hasDate(plain, words)
  const time = hasTime(plain)
  const dayish = date || time || words.slice(0, 6).some(isWeekday)
  return {
    count: words.length,
    wrote: says(wrote, plain, words),
    wroteLast: says(wrote, plain, words.slice(-2)),
    date,
    time,
    address: address.test(plain),
    bracketed: bracketed.test(plain),
    mine: words.some((word) => firstPerson.has(word)) && wordsOf(text).some(isFirstPerson),
    opens:
      dayish &&
      (/^\d/.test(first) || isWeekday(first) || isMonth(first) || says(on, first, [first])),
  }
}
