import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { resolveTicket } from '#core/tickets/resolve.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { drain } from '#tests/support/jobs.ts'
import { ledger, mailer } from '#tests/support/mail.ts'
import type { Json } from '#tests/support/slack/world.ts'
import { test } from './desk-in-slack.ts'

/** What a mail can try in its subject, its sender's name, its words, its HTML and the names of its files. */
const tricks: [what: string, words: string][] = [
  ['a broadcast', '<!channel> <!here|x> <!everyone> @channel @here'],
  ['people and groups', '<@U0BOT> <@U00000001|ada> <!subteam^S0ABC> <#C00000001|support>'],
  ['entities', '&lt;!here&gt; &#60;!channel&#62; &amp;lt;!here&amp;gt; &#x3c;@U0BOT&#x3e;'],
  ['a masked link', '<https://evil.test|https://bank.test> [bank](https://evil.test)'],
  ['a date', '<!date^1392734382^{date}^https://evil.test|soon>'],
  ['Markdown', '*b* _i_ ~s~ `c` ```p``` > q\n# h\n- l :tada: ![x](https://evil.test/p.png)'],
  ['HTML', '<b><!channel></b><script>alert(1)</script><img src=x onerror=alert(1)><table><tr>'],
  [
    'a link in HTML',
    '<a href="https://evil.test/<!here>"><!channel></a><a href="javascript:1">x</a>',
  ],
  ['text that turns round', '\u202Egnp.exe\u202C \u2066a\u2069 \u200Fb\u061C \u{E0041}'],
  ['nothing to see', '\u200B\u2060\uFEFF\u00AD'],
  ['JSON', '"}],"blocks":[{"type":"divider"}],"text":"<!channel>\\u003c!here\\u003e'],
  ['halves and controls', 'a\u0007\u001b[31mb\u007f \uD83D c'],
  ['one long word', '<!channel>'.repeat(2000)],
  ['many emoji', '👩‍👩‍👧‍👦'.repeat(2000)],
  ['a megabyte', '<!channel> & '.repeat(75_000)], // A header of more than 1 MiB is no mail.
]

/** All that can stand in a block of words which somebody else has written. */
const harmless = new Set(
  'rich_text rich_text_section rich_text_quote rich_text_list rich_text_preformatted text link context plain_text actions button overflow static_select users_select workflow_button'.split(
    ' ',
  ),
)

const turnsRound = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/

test('hostile mail of every kind pings nobody, masks no link and breaks no card', async ({
  desk,
  slack,
}) => {
  desk.app.env.SLACK_FILE_HOSTS = [new URL(slack.url).host]
  const { send } = await mailer(desk.app)
  for (const [what, words] of tricks)
    await send({
      from: { name: words.slice(0, 500), address: `${what.replaceAll(' ', '-')}@example.org` },
      subject: words,
      text: words,
      html: words.length > 100_000 ? `<p>${words.slice(0, 100_000)}` : `<p>${words}</p>`,
      attachments: [
        { filename: words.slice(0, 200), content: 'x' },
        { filename: `${words.slice(0, 100)}.txt`, content: 'x' },
      ],
    })
  await drain(desk.app)
  expect((await ledger(desk.app)).map(({ state }) => state)).toEqual(tricks.map(() => 'opened'))
  await desk.pass(tricks.length * 3 + 5, 1)
  const cards = () =>
    slack.channel('support').messages.filter(({ buttons }) => buttons.includes('ticket.reply'))
  expect(cards()).toHaveLength(tricks.length)
  for (const card of cards()) {
    const id = Number(/^#(\d+) /.exec(card.text)?.[1]) as TicketId
    await perform(desk.app, null, (work) => resolveTicket(work, id))
  }
  await desk.pass(tricks.length * 3, 1)

  for (const card of cards()) {
    expect(card.text).toContain('Resolved')
    expect(card.replies.length).toBeGreaterThanOrEqual(2)
    for (const { raw } of [card, ...card.replies]) {
      expect(raw.text, 'the fallback').not.toMatch(/[<>]/)
      expect(raw.text).not.toMatch(turnsRound)
      const all = partsOf(raw.blocks)
      expect(all.map(({ type }) => type).filter((type) => !harmless.has(String(type)))).toEqual([])
      expect(JSON.stringify([raw.blocks, raw.files])).not.toMatch(turnsRound)
      for (const { type, text, url } of all)
        if (
          type === 'link' &&
          text !== undefined &&
          !/^#\d+$|^Open in the console$|^Read all of it$/.test(String(text))
        )
          expect(text).toBe(url)
    }
  }
  expect([...slack.world.files.values()].filter(({ completed }) => completed)).not.toEqual([])
  expect(slack.refusals()).toEqual([])
}, 120_000)

/** Whatever has a type of its own, at any depth. */
function partsOf(given: unknown): Json[] {
  if (given === null || typeof given !== 'object') return []
  const inside = Object.values(given).flatMap(partsOf)
  return 'type' in given && !Array.isArray(given) ? [given as Json, ...inside] : inside
}
