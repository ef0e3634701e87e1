import type { ExpectedText } from './corpora.ts'

export interface Verdict {
  right: boolean | null // Null: the case only says what must and must not be there.
  kept: boolean // At least 95 % of the customer's words are shown.
  clean: boolean // At least 95 % of what is shown are the customer's words.
}

/**
 * Compares what is shown with what should be: spaces, signatures and sign-offs at the end do not count, so what is right
 * without them is also kept and clean.
 */
export function compare(expected: ExpectedText, shown: string): Verdict {
  const wanted = expected.equals === undefined ? expected.anyOf : [expected.equals]
  if (!wanted) return compareParts(expected, shown)
  const best = wanted
    .map((text) => overlap(wordsOf(text), wordsOf(shown)))
    .reduce((one, other) =>
      other.recall + other.precision > one.recall + one.precision ? other : one,
    )
  const right = wanted.some((text) => isSame(text, shown, expected.mode === 'letters'))
  return { right, kept: right || best.recall >= 0.95, clean: right || best.precision >= 0.95 }
}

function compareParts(expected: ExpectedText, shown: string): Verdict {
  const text = flat(shown)
  const kept = expected.keep ? overlap(wordsOf(expected.keep), wordsOf(shown)).recall >= 0.95 : true
  return {
    right: null,
    kept: kept && (expected.contains ?? []).every((part) => text.includes(flat(part))),
    clean: (expected.notContains ?? []).every((part) => !text.includes(flat(part))),
  }
}

function isSame(wanted: string, shown: string, lettersOnly: boolean): boolean {
  const [one, other] = [withoutSignature(wanted), withoutSignature(shown)]
  if (one === other || flat(wanted) === flat(shown)) return true
  const [words, shownWords] = [wordsOf(one), wordsOf(other)]
  if (lettersOnly && words.join('') === shownWords.join('')) return true
  return onlySignOffLonger(words, shownWords) || onlySignOffLonger(shownWords, words)
}

function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g, '')
}

export function flat(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

/** Words without targets of links, which depend on how HTML is made into text. */
export function wordsOf(text: string): string[] {
  const bare = clean(text).replace(
    /[[(<](?:https?:|mailto:|cid:|data:|tel:)[^\])>\s]*[\])>]/gi,
    ' ',
  )
  return bare.match(/[\p{L}\p{N}]+/gu) ?? []
}

const footer =
  /^\W*(sent (from|via|with|by|using)|get outlook|from my|envoy[ée]|enviado|obter o|von meinem|vom |gesendet|diese nachricht wurde|verzonden|inviato|wysłan|lähetetty|skickat|sendt fra|отправлен|從我的|отправлено)\b.{0,120}$/iu
const signOff =
  /^(all the best|best|kind|warm|many|yours|regards|cheers|thanks|thank|sincerely|mit|viele|liebe|freundliche|beste|gr[uü](ß|ss)e?|cordialement|bien à vous|bien cordialement|salutations|bonne|merci|saludos|salud|un saludo|atentamente|cumprimentos|obrigad\w+|atenciosamente|med v[äe]n\w+|mvh|vänliga|venlig|hilsen|vh|kh|pozdraw\w*|z powa[zż]aniem|groet\w*|met vriendelijke|hyvästi|terveisin|ystävällisin|с уважением|cordiali|saluti|distinti|adeus|au revoir|do widzenia|abhishek kona|john\b|tony\b)/iu

function withoutSignature(text: string): string {
  const lines = clean(text).split('\n')
  const delimiter = lines.findIndex((line) => /^\s*(--|—|__)\s*$/.test(line))
  const kept = delimiter > 0 ? lines.slice(0, delimiter) : lines
  while (kept.length > 0) {
    const last = kept.at(-1) ?? ''
    if (last.trim() && !footer.test(last) && !/^[\s\-_=*~#+.>|]{3,}$/.test(last)) break
    kept.pop()
  }
  return flat(kept.join('\n'))
}

function onlySignOffLonger(short: string[], long: string[]): boolean {
  const more = long.slice(short.length)
  if (short.length === 0 || more.length === 0 || more.length > 14) return false
  return short.every((word, n) => word === long[n]) && signOff.test(more.join(' '))
}

export function overlap(wanted: string[], shown: string[]): { recall: number; precision: number } {
  const left = new Map<string, number>()
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1)
  let hits = 0
  for (const word of shown) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    hits++
    left.set(word, count - 1)
  }
  return {
    recall: wanted.length > 0 ? hits / wanted.length : 1,
    precision: shown.length > 0 ? hits / shown.length : wanted.length > 0 ? 0 : 1,
  }
}
