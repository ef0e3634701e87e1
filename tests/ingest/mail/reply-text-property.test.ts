import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trimReply, visibleText } from '#ingest/mail/reply-text.ts'

/** Pieces that trimmers trip over: quotes, nesting, brackets, rulers, half an attribution, markup that never ends. */
const pieces = [
  ...[
    '>',
    '> ',
    '>>> ',
    '|',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '\t',
    ':',
    '：',
    '<',
    '</',
    '<<',
    '(',
    '[',
    '--',
    '-- \n',
    '---',
    '____',
    '*',
  ],
  ...[
    'On ',
    'wrote:',
    'On 5 Jan 2024 at 10:00 Ann <a@b.c> wrote:\n',
    'From: a@b.c\n',
    'Sent: 5.1.2024 10:00\n',
    'Subject: x\n',
  ],
  ...[
    '-----Original Message-----\n',
    '---------- Forwarded message ---------\n',
    'Sent from my iPhone\n',
    '写道：',
    'כתב:',
    '\u202b',
    '🎉',
  ],
  ...[
    '<div>',
    '</div>',
    '<blockquote>',
    '<blockquote type="cite">',
    '</blockquote>',
    '<div class="gmail_quote">',
    '<p>',
    '<br>',
    '<hr>',
  ],
  ...[
    '<!--',
    '-->',
    '<style>',
    '<a href="http://x.y/',
    '">',
    '&amp;',
    '&#x1F389;',
    '&',
    'a@b.c',
    '2024-01-05',
    'hello',
    'Yes.\n',
  ],
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 80 })
  .map((all) => all.join(''))
const mails = fc.record({ text: hostile, html: fc.option(hostile) })

test('spans cover the text in order and without gaps, and what is visible is part of it', () => {
  fc.assert(
    fc.property(mails, (mail) => {
      const { text, spans, visible } = trimReply(mail)
      let at = 0
      for (const { start, end } of spans) {
        expect(start).toBe(at)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(at).toBe(text.length)
      expect(isWithin(visible, text)).toBe(true)
      if (/[\p{L}\p{N}]/u.test(text)) expect(visible).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})

test('what was said is trimmed once and for all', () => {
  fc.assert(
    fc.property(fc.lorem({ mode: 'sentences', maxCount: 8 }), fc.nat(20), (sentences, every) => {
      const said = sentences.replaceAll('. ', every % 2 ? '.\n' : '.\n\n')
      const once = visibleText({ text: said, html: null })
      expect(once).toBe(said.trim())
      expect(visibleText({ text: once, html: null })).toBe(once)
    }),
  )
})

/** Letters and digits of one in the order of the other: line ends and outer space may differ. */
function isWithin(part: string, whole: string) {
  let at = 0
  for (const letter of part.replace(/\s+/g, '')) {
    at = whole.indexOf(letter, at) + letter.length
    if (at < letter.length) return false
  }
  return true
}

test.each(pieces)('a megabyte of %j takes time in proportion', (piece) => {
  for (const kind of ['text', 'html'] as const) {
    const mailOf = (length: number) => {
      const body = piece.repeat(Math.ceil(length / piece.length))
      return kind === 'text' ? { text: body, html: null } : { text: '', html: body }
    }
    const [small, large] = [cpuMillis(mailOf(250_000)), cpuMillis(mailOf(1_000_000))]
    expect(large).toBeLessThan(Math.max(8 * small, 500))
  }
})

/** Of this thread alone, so that a busy machine does not count; the better of two. */
function cpuMillis(mail: { text: string; html: string | null }) {
  return Math.min(
    ...[1, 2].map(() => {
      const before = process.threadCpuUsage()
      trimReply(mail)
      const { user, system } = process.threadCpuUsage(before)
      return (user + system) / 1000
    }),
  )
}
