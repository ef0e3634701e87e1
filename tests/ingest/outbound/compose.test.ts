import { createHash, randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { perform } from '#core/app.ts'
import { keepFile } from '#core/files/keep.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyMarker } from '#core/tickets/reply-marker.ts'
import { drain } from '#tests/support/jobs.ts'
import { answer, arrived, fate, hear, test } from './mail-out.ts'

test('an answer stays in its thread', async ({ desk, sink, a }) => {
  const ticket = await a.ticket({ from: 'ada@example.org', subject: 'Ignored from here on' })
  await hear(desk, ticket, {
    subject: 'AW: Printer on fire',
    headerMessageId: 'second@example.org',
    references: ['first@example.org'],
  })

  const reply = await answer(desk, await a.agent({ name: 'Ana Agent' }), ticket)
  await drain(desk)

  const mail = await arrived(sink)
  expect(mail.from?.value).toEqual([{ name: 'Ana Agent', address: 'help@desk.test' }])
  expect(mail.messageId).toBe(`<${(await fate(desk, reply)).headerMessageId}>`)
  expect(mail.inReplyTo).toBe('<second@example.org>')
  expect(mail.references).toEqual(['<first@example.org>', '<second@example.org>', mail.messageId])
  expect(mail.subject).toBe('Re: Printer on fire')
  expect(mail.date).toEqual(desk.clock())
  expect(sink.received[0]).toMatchObject({ to: ['ada@example.org'] })
})

test('two answers in a row follow each other, and of many references the first is kept', async ({
  desk,
  sink,
  a,
}) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  const references = Array.from({ length: 30 }, (_, place) => `r${place}@example.org`)
  await hear(desk, ticket, { headerMessageId: 'last@example.org', references })
  const first = await answer(desk, agent, ticket)
  await drain(desk)
  sink.received.length = 0

  await answer(desk, agent, ticket)
  await drain(desk)

  const mail = await arrived(sink)
  const firstId = `<${(await fate(desk, first)).headerMessageId}>`
  expect(mail.inReplyTo).toBe(firstId)
  expect(mail.references).toHaveLength(21)
  expect(mail.references?.at(0)).toBe('<r0@example.org>')
  expect(mail.references?.slice(-3)).toEqual(['<last@example.org>', firstId, mail.messageId])
})

test('the requester is quoted below our marker, without what they quoted themselves', async ({
  desk,
  sink,
  a,
}) => {
  const ticket = await a.ticket()
  await hear(desk, ticket, {
    authorId: (await a.requester('ada@example.org', 'Ada Customer')).personId,
    text: 'It <b>burns</b>.\n\nStill!\n> Does it?',
    visibleText: 'It <b>burns</b>.\n\nStill!',
    html: '<script>alert(1)</script><p>It burns.</p>',
  })

  await answer(desk, await a.agent({ name: 'Ana Agent' }), ticket, {
    text: 'See https://desk.test/a?b=1&c=2.\n\n<i>Now</i>',
  })
  await drain(desk)

  const mail = await arrived(sink)
  expect(mail.text).toBe(
    [
      'See https://desk.test/a?b=1&c=2.\n\n<i>Now</i>',
      '-- \nAna Agent\nHome',
      replyMarker,
      'On 2 March 2026 at 09:00 UTC, Ada Customer wrote:\n> It <b>burns</b>.\n>\n> Still!\n',
    ].join('\n\n'),
  )
  expect(mail.html).toContain('<a href="https://desk.test/a?b=1&amp;c=2">')
  expect(mail.html).toContain('&lt;i&gt;Now&lt;/i&gt;')
  expect(mail.html).toContain('It &lt;b&gt;burns&lt;/b&gt;.')
  expect(mail.html).not.toMatch(/<script|<b>/)
})

test('formatted answers keep their form and lose what is no text', async ({ desk, sink, a }) => {
  const html =
    '<p onclick="x()">Hello <b>you</b><script>x()</script><iframe src="//x"></iframe></p>'

  await answer(desk, await a.agent(), await a.ticket(), { text: 'Hello you', html })
  await drain(desk)

  const mail = await arrived(sink)
  expect(mail.html).toContain('<p>Hello <b>you</b></p>')
  expect(mail.text).toMatch(/^Hello you\n/)
})

test('no note ever leaves, whoever writes last', async ({ desk, sink, a }) => {
  const ticket = await a.ticket()
  const agent = await a.agent()
  const secret = `secret ${randomBytes(8).toString('hex')}`
  const note = () =>
    perform(desk, agent, (work) => noteOnTicket(work, ticket, { text: secret, html: secret }))

  await note()
  await answer(desk, agent, ticket, { undoSeconds: 60 })
  await note()
  await hear(desk, ticket, { text: 'A question', visibility: 'internal', html: secret })
  await answer(desk, agent, ticket)
  await drain(desk)

  const mail = await arrived(sink)
  expect(`${mail.raw}${mail.text}${mail.html}`).not.toContain(secret)
  expect(mail.raw).not.toContain('A question')
})

test('nothing that customers or agents choose can begin a header, an address or a recipient', async ({
  desk,
  sink,
  a,
}) => {
  const evil = 'x\r\nBcc: evil@example.org\r\n\r\n.\r\nRCPT TO:<evil@example.org>'
  const ticket = await a.ticket({ subject: evil, from: 'ada@example.org' })
  await hear(desk, ticket, {
    subject: evil,
    headerMessageId: `a@b>\r\n${evil}`,
    references: [evil, 'good@example.org', 'a b@c'],
    authorId: (await a.requester('eve@example.org', evil)).personId,
    text: `${evil}\r\n.\r\nMAIL FROM:<>`,
  })
  const agent = await a.agent({ name: `"Ana" <evil@example.org>, ${evil}` })
  const file = await keepFile(desk.files, Buffer.from('x'))
  const files = [
    {
      ...file,
      filename: evil,
      contentType: `text/plain\r\n${evil}`,
      inline: true,
      contentId: evil,
    },
  ]

  await answer(desk, agent, ticket, { text: `${evil}\n.\n..\nFrom here`, files })
  await drain(desk)

  const mail = await arrived(sink)
  expect(sink.received).toMatchObject([{ to: ['ada@example.org'] }])
  expect(mail.headerLines.map(({ key }) => key).toSorted()).toEqual([
    'content-type',
    'date',
    'from',
    'in-reply-to',
    'message-id',
    'mime-version',
    'references',
    'reply-to',
    'subject',
    'to',
  ])
  expect(mail.from?.value).toMatchObject([{ address: 'help@desk.test' }])
  expect(mail.references).toEqual(['<good@example.org>', mail.messageId])
  expect(mail.attachments).toMatchObject([{ contentType: 'application/octet-stream' }])
  expect(mail.text).toContain('\n.\n..\nFrom here')
})

test('names and subjects in any script arrive, on lines every server takes', async ({
  desk,
  sink,
  a,
}) => {
  const subject = `Grüße 東京 🔥 ${'ж'.repeat(120)}`
  const ticket = await a.ticket({ subject, from: 'ada@bücher.example' })
  const text = `Ça va 🔥 ${'long '.repeat(1000)}\n${'x'.repeat(5000)}\tà la fin`

  await answer(desk, await a.agent({ name: 'Анна 東京' }), ticket, { text })
  await drain(desk)

  const mail = await arrived(sink)
  expect(mail.subject).toBe(`Re: ${subject}`)
  expect(mail.from?.value).toEqual([{ name: 'Анна 東京', address: 'help@desk.test' }])
  expect(mail.text).toContain(text)
  expect(mail.raw).toContain('To: ada@xn--bcher-kva.example')
  expect(mail.bytes.every((byte) => byte < 128)).toBe(true)
  expect(mail.raw).not.toMatch(/[^\r]\n|\r[^\n]/)
  expect(Math.max(...mail.raw.split('\r\n').map((line) => line.length))).toBeLessThan(998)
})

test('attachments arrive byte for byte', async ({ desk, sink, a }) => {
  const contents = [randomBytes(300_000), Buffer.from('a\nb\r\nc\rd\n.\n'), Buffer.alloc(0)]
  const types = ['image/png', 'message/rfc822', 'text/plain']
  const files = await Promise.all(
    contents.map(async (content, place) => ({
      ...(await keepFile(desk.files, content)),
      filename: `Ünï ${place}.bin`,
      contentType: types[place] ?? '',
      inline: place === 0,
      contentId: place === 0 ? 'picture@desk' : null,
    })),
  )

  await answer(desk, await a.agent(), await a.ticket(), {
    text: '',
    html: '<img src="cid:picture@desk">',
    files,
  })
  await drain(desk)

  const { attachments, html } = await arrived(sink)
  expect(attachments.map(({ content }) => sha256(content)).toSorted()).toEqual(
    contents.map(sha256).toSorted(),
  )
  expect(attachments.map(({ filename }) => filename)).toContain('Ünï 1.bin')
  expect(html).toContain('<img src="data:image/png')
})

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
