import { featuresOf } from './features.ts'
import { isDeviceFooter, isSignatureDelimiter } from './footers.ts'
import type { Line } from './lines.ts'
import { isDisclaimer, isExternalBanner } from './notices.ts'
import { isRuler } from './separator.ts'

const longestSignature = 15
const longestSignatureText = 1200

/** Finds signatures, device footers, disclaimers and banners among the lines that are not history. */
export function foldTails(lines: readonly Line[]): void {
  for (const region of regionsOf(lines)) {
    markup(region)
    const several = region.filter(({ text }) => isSignatureDelimiter(text)).length > 1
    const delimiter = region.findLastIndex((line, n) => endsInSignature(region, line, n, several))
    if (delimiter >= 0) for (const line of region.slice(delimiter)) line.kind = 'signature'
    foldDeviceFooters(region, region.at(-1) === lines.at(-1))
    for (const paragraph of paragraphsOf(region).slice(-4))
      if (isDisclaimer(textOf(paragraph))) for (const line of paragraph) line.kind = 'disclaimer'
  }
  foldBanners(lines)
}

/** Stretches of undecided lines between the decided ones. */
function regionsOf(lines: readonly Line[]): Line[][] {
  const regions: Line[][] = []
  let open: Line[] | null = null
  for (const line of lines) {
    if (line.kind !== null) open = null
    else if (open) open.push(line)
    else {
      open = [line]
      regions.push(open)
    }
  }
  return regions
}

function paragraphsOf(region: readonly Line[]): Line[][] {
  const paragraphs: Line[][] = []
  let open: Line[] | null = null
  for (const line of region) {
    if (!line.text || line.kind !== null) open = null
    else if (open) open.push(line)
    else {
      open = [line]
      paragraphs.push(open)
    }
  }
  return paragraphs
}

function textOf(paragraph: readonly Line[]): string {
  return paragraph
    .slice(0, 20)
    .map(({ text }) => text)
    .join(' ')
}

/** What the client itself marks as the signature, unless it is so long that people must have written into it. */
function markup(region: readonly Line[]): void {
  const marked = region.filter(({ place, text }) => text && place?.role === 'signature')
  if (marked.length > 2 * longestSignature) return
  for (const line of marked) line.kind = 'signature'
}

/**
 * A footer closes what was written. What stands below it at the end of a mail is what the program left of the history;
 * with a quote below, or nothing above, it may be an answer.
 */
function foldDeviceFooters(region: readonly Line[], ends: boolean): void {
  let said = false
  let closed = false
  for (const line of region) {
    if (line.kind !== null || !line.text) continue
    const footer = isDeviceFooter(line.text)
    if (footer && said && ends) closed = true
    if (footer || closed) line.kind = 'signature'
    else said = true
  }
}

/**
 * Whether a signature or the footer of a mailing list runs from this line to the end of its region. A ruler, and a
 * delimiter among several, may as well part paragraphs, so there must be a way to reach somebody below.
 */
function endsInSignature(
  region: readonly Line[],
  line: Line,
  at: number,
  several: boolean,
): boolean {
  const delimiter = isSignatureDelimiter(line.text)
  if (!delimiter && !(line.text.length >= 5 && isRuler(line.text))) return false
  const rest = region.slice(at + 1, at + 60).filter(({ text }) => text)
  if (rest.length === 0 || rest.length > longestSignature) return false
  if (rest.reduce((sum, { text }) => sum + text.length, 0) > longestSignatureText) return false
  return (delimiter && !several) || rest.some(isContact)
}

function isContact(line: Line): boolean {
  if (isDeviceFooter(line.text)) return false
  return (
    featuresOf(line).address ||
    /https?:\/\/|www\.|\+\d[\d ()/-]{6}|mailing list|unsubscribe/i.test(line.text)
  )
}

/** Banners stand above everything else. */
function foldBanners(lines: readonly Line[]): void {
  for (const paragraph of paragraphsOf(lines.slice(0, 30)).slice(0, 3)) {
    if (paragraph[0]?.kind !== null || !isExternalBanner(textOf(paragraph))) return
    for (const line of paragraph) line.kind = 'banner'
  }
}
