import { attributionAt } from './attribution.ts'
import { flatFields, headerBlockAt, isFlatHeaderBlock, labelled } from './header-block.ts'
import type { Line } from './lines.ts'
import { dashedTitle, isForwardTitle, isOriginalTitle, isRuler } from './separator.ts'
import type { Field } from './words.ts'

/** Where a mail that was copied into another stands, by lines. */
interface Copy {
  at: number // Its title, or its headers where it has none.
  from: number // What it said: from here …
  to: number // … up to here.
  depth: number // How often all of that is quoted.
  titled: boolean // It is called forwarded. An answer, too, has the headers alone.
  fields: ReadonlyMap<Field, string> // Its headers; empty: none can be read.
}

/** The first mail that a text copies; null: there is none, or it is answered in the usual way, "On Friday Ann wrote:". */
export function findCopy(lines: readonly Line[]): Copy | null {
  for (const [at, { text }] of lines.entries()) {
    if (!text) continue
    const shared = titleBefore(text)
    if (shared > 0)
      return { ...bodyAt(lines, at + 1, true), at, titled: true, fields: flat(text.slice(shared)) }
    const titled = isForwardTitle(text)
    const ruled = isRuler(text)
    const headed = titled || ruled || isOriginalTitle(text)
    const first = headed ? nextText(lines, at + 1) : at
    const { size, fields } = headersAt(lines, first, headed && !ruled, titled)
    if (size > 0 || titled) return { ...bodyAt(lines, first + size, titled), at, titled, fields }
    if (attributionAt(lines, at) > 0) return null
  }
  return null
}

/** Headers line by line, or all in one; below a title also "5.01.2024, 15:45, Ann <ann@example.org>:". */
function headersAt(lines: readonly Line[], at: number, sure: boolean, titled: boolean) {
  const line = lines[at]
  const block = headerBlockAt(lines, at, sure)
  if (block > 0) return { size: block, fields: fieldsOf(lines.slice(at, at + block)) }
  if (line && isFlatHeaderBlock(line, sure)) return { size: 1, fields: flat(line.text) }
  const attribution = titled ? attributionAt(lines, at) : 0
  const words = lines.slice(at, at + attribution).map(({ text }) => text)
  const author =
    /(?:["“]([^"“”]{1,200})["”]|([^\s\d,:<]{1,50}(?: [^\s\d,:<]{1,50}){0,3}))? ?(<[^<>@\s]{1,80}@[^<>\s]{1,250}>)/u.exec(
      words.join(' '),
    )
  const from = author && `"${author[1] ?? author[2] ?? ''}" ${author[3]}`
  return { size: attribution, fields: new Map<Field, string>(from ? [['from', from]] : []) }
}

/** How long a title is that has its headers behind it on one line, as Yahoo writes; 0: there is none. */
function titleBefore(text: string): number {
  const [title = ''] = /^-{2,}[^-:]{3,60}-{2,}(?= \S)/.exec(text) ?? []
  return title && isForwardTitle(title) ? title.length : 0
}

function flat(text: string): ReadonlyMap<Field, string> {
  return firstOfEach(flatFields(text))
}

/** A value may run on over the lines below its label. */
function fieldsOf(block: readonly Line[]): ReadonlyMap<Field, string> {
  const found: { field: Field | null; value: string }[] = []
  for (const { text } of block) {
    const field = labelled(text)
    const last = found.at(-1)
    if (field) found.push(field)
    else if (last) last.value += ` ${text}`
  }
  return firstOfEach(found.flatMap(({ field, value }) => (field ? [{ field, value }] : [])))
}

function firstOfEach(fields: readonly { field: Field; value: string }[]) {
  return new Map(fields.toReversed().map(({ field, value }) => [field, value.trim()]))
}

/** Without the titles that some programs put below the headers and at the end. */
function bodyAt(lines: readonly Line[], at: number, titled: boolean) {
  let from = nextText(lines, at, lines.length)
  if (titled && isForwardTitle(lines[from]?.text ?? '')) from++
  let to = lines.length
  while (to > from && isOver(lines[to - 1]?.text ?? '', titled)) to--
  const depths = lines.slice(from, to).flatMap(({ text, depth }) => (text ? [depth] : []))
  return { from, to, depth: depths.reduce((least, depth) => Math.min(least, depth), 50) }
}

function isOver(text: string, titled: boolean): boolean {
  return !text || (titled && (isRuler(text) || dashedTitle(text) !== null))
}

function nextText(lines: readonly Line[], at: number, most = 3): number {
  let next = at
  while (next < at + most && lines[next]?.text === '') next++
  return next
}
