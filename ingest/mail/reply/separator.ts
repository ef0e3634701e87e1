import { forwards, originals, phrase } from './words.ts'

const ruler = /^[\s\-_=*~#+·.—–―─━]{3,}$/

/** A line of nothing but dashes, underscores or the like. */
export function isRuler(text: string): boolean {
  return text.length >= 3 && ruler.test(text)
}

/** A title between dashes, such as "-----Original Message-----", without them. Null: no such title. */
export function dashedTitle(text: string): string | null {
  if (text.length > 120 || !isDash(text, 0) || !isDash(text, text.length - 1)) return null
  let [start, end, before, after] = [0, text.length, 0, 0]
  for (; isDash(text, start); start++) if (text[start] !== '*') before++
  for (; end > start && isDash(text, end - 1); end--) if (text[end - 1] !== '*') after++
  return before >= 2 && after >= 2 ? phrase(text.slice(start, end)) || null : null
}

const dashes = new Set('-—–─=_~*'.split('').map((dash) => dash.charCodeAt(0)))

function isDash(text: string, at: number): boolean {
  return dashes.has(text.charCodeAt(at))
}

/** "Original Message" in the languages we know, between dashes, or alone on its line with a colon or stars. */
export function isOriginalTitle(text: string): boolean {
  const dashed = dashedTitle(text)
  if (dashed !== null) return originals.has(dashed)
  return text.length < 60 && /^[*_]|[:：*_]$/.test(text) && originals.has(phrase(text))
}

/** "Forwarded message" likewise: what follows is what the sender wants us to read. */
export function isForwardTitle(text: string): boolean {
  if (text.length > 120) return false
  const dashed = dashedTitle(text)
  if (dashed !== null) return startsWithForward(dashed)
  return /[:：]\W*$/.test(text) && forwards.has(phrase(text))
}

function startsWithForward(title: string): boolean {
  if (forwards.has(title)) return true
  const words = title.split(' ')
  return words.some((_, n) => n >= 1 && n < 5 && forwards.has(words.slice(0, n + 1).join(' ')))
}

/** What help desks ask for, so that they find the end of an answer, in the words around "above this line". */
const replyLine =
  /(?:reply|respond|answer|write|type)\b[^.?]{0,40} above this line|oberhalb dieser (?:zeile|linie)|über dieser (?:zeile|linie)|au-dessus de cette ligne|encima de esta línea|sopra questa (?:riga|linea)|acima desta linha|boven deze (?:lijn|regel)|ovanför (?:den här|denna) (?:raden|linjen)|over denne linje|tämän rivin yläpuol|(?:powyżej|nad) (?:tej|tą) lini|nad (?:tento|tímto) řád|выше этой (?:строки|линии)|この(?:行|線)より上|在此(?:行|线)(?:之)?上/iu

/** "Please type your reply above this line", also of other help desks. */
export function isReplyLine(text: string): boolean {
  return text.length < 120 && replyLine.test(text)
}
