import type { Json, World } from './world.ts'

interface Piece {
  element: Json
  text: string
}

const inline =
  /`[^`\n]+`|\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|https?:\/\/[^\s<>|]+|:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:|[@#][\p{L}\p{N}._-]+/gu
const styles = { '`': 'code', '*': 'bold', _: 'italic', '~': 'strike' } as const

/** Slack escapes these three, and only these (docs.slack.dev/messaging/formatting-message-text). */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * What Slack makes of words typed into its composer: the `rich_text` block and the mrkdwn `text` beside it. Knows
 * *bold* _italic_ ~strike~ `code`, ``` fences, > quotes, bullets, links, :emoji:, @people, #channels, @here.
 */
export function typedText(world: World, words: string): { text: string; blocks: Json[] } {
  const parts = words
    .split(/(```[\s\S]*?```)/)
    .flatMap((part) => (part.startsWith('```') ? [fence(part)] : paragraphs(world, part)))
  return {
    text: parts.map(({ text }) => text).join('\n'),
    blocks: words
      ? [
          {
            type: 'rich_text',
            block_id: world.next('b'),
            elements: parts.map((one) => one.element),
          },
        ]
      : [],
  }
}

function fence(part: string): Piece {
  const code = part.slice(3, -3).replace(/^\n|\n$/g, '')
  return {
    element: {
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: code }],
      border: 0,
    },
    text: `\`\`\`${escaped(code)}\`\`\``,
  }
}

const lineKinds = { quote: /^> ?/, bullet: /^(?:[•*-]) /, ordered: /^\d+\. / }
type LineKind = keyof typeof lineKinds | 'plain'

/** Neighbouring lines of one kind belong together. */
function paragraphs(world: World, part: string): Piece[] {
  const groups: { kind: LineKind; lines: string[] }[] = []
  const trimmed = part.replace(/^\n|\n$/g, '')
  for (const line of trimmed ? trimmed.split('\n') : []) {
    const kind = kindOf(line)
    const last = groups.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else groups.push({ kind, lines: [line] })
  }
  return groups.map(({ kind, lines }) => paragraph(world, kind, lines))
}

function kindOf(line: string): LineKind {
  if (lineKinds.quote.test(line)) return 'quote'
  if (lineKinds.bullet.test(line)) return 'bullet'
  return lineKinds.ordered.test(line) ? 'ordered' : 'plain'
}

function paragraph(world: World, kind: LineKind, lines: string[]): Piece {
  if (kind === 'plain') {
    const pieces = lineOf(world, lines.join('\n'))
    return {
      element: { type: 'rich_text_section', elements: elements(pieces) },
      text: text(pieces),
    }
  }
  const bare = lines.map((line) => line.replace(lineKinds[kind], ''))
  if (kind === 'quote') {
    const pieces = lineOf(world, bare.join('\n'))
    const quoted = text(pieces)
      .split('\n')
      .map((line) => `&gt; ${line}`)
    return {
      element: { type: 'rich_text_quote', elements: elements(pieces) },
      text: quoted.join('\n'),
    }
  }
  const items = bare.map((line) => lineOf(world, line))
  const sections = items.map((one) => ({ type: 'rich_text_section', elements: elements(one) }))
  return {
    element: { type: 'rich_text_list', style: kind, indent: 0, border: 0, elements: sections },
    text: items.map((one, n) => `${kind === 'bullet' ? '•' : `${n + 1}.`} ${text(one)}`).join('\n'),
  }
}

const elements = (pieces: Piece[]) => pieces.map(({ element }) => element)
const text = (pieces: Piece[]) => pieces.map((piece) => piece.text).join('')

function lineOf(world: World, line: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of line.matchAll(inline)) {
    const piece = special(world, match[0])
    if (!piece) continue
    if (match.index > from) pieces.push(plain(line.slice(from, match.index)))
    pieces.push(piece)
    from = match.index + match[0].length
  }
  if (from < line.length) pieces.push(plain(line.slice(from)))
  return pieces
}

function plain(words: string): Piece {
  return { element: { type: 'text', text: words }, text: escaped(words) }
}

/** Null where the words only look like something: nobody of that name, no such emoji. */
function special(world: World, words: string): Piece | null {
  const [mark = ''] = words
  if (mark in styles) {
    const style = { [styles[mark as keyof typeof styles]]: true }
    return { element: { type: 'text', text: words.slice(1, -1), style }, text: escaped(words) }
  }
  if (/^https?:/.test(words)) {
    return { element: { type: 'link', url: words }, text: `<${escaped(words)}>` }
  }
  if (mark === '@') return mention(world, words.slice(1))
  if (mark === '#') return channelLink(world, words.slice(1))
  const name = words.slice(1, -1)
  const [bare = '', tone] = name.split('::')
  const shown = world.emoji.get(bare)
  if (shown === undefined) return null
  const unicode = !tone && /^[^a-z]/.test(shown) && { unicode: codePoints(shown) }
  return { element: { type: 'emoji', name, ...unicode }, text: words }
}

/** As in `1f44b`: how Slack says a standard emoji beside its name. */
function codePoints(shown: string): string {
  return [...shown].map((one) => one.codePointAt(0)?.toString(16)).join('-')
}

function mention(world: World, name: string): Piece | null {
  if (name === 'here' || name === 'channel' || name === 'everyone') {
    return { element: { type: 'broadcast', range: name }, text: `<!${name}>` }
  }
  const person = [...world.people.values()].find(({ handle }) => handle === name)
  return person ? { element: { type: 'user', user_id: person.id }, text: `<@${person.id}>` } : null
}

function channelLink(world: World, name: string): Piece | null {
  const channel = [...world.channels.values()].find((one) => one.name === name && one.kind !== 'im')
  return channel
    ? { element: { type: 'channel', channel_id: channel.id }, text: `<#${channel.id}|${name}>` }
    : null
}
