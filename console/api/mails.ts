import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { findMails, readMail, readRawMail } from '#core/mails/find.ts'
import { replayMail } from '#core/mails/replay.ts'
import type { MailId } from '#db/schema/columns.ts'
import { mailState } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { gives, givesBytes, pageOf } from './answers.ts'
import { saved } from './attachments.ts'
import { byId, page, text } from './input.ts'
import { Mail } from './shapes.ts'
import { change } from './unit.ts'

const about = { tags: ['Mails'] }
const params = byId<MailId>()

const list = createRoute({
  ...about,
  method: 'get',
  path: '/mails',
  summary: 'Mail in, latest first, whatever became of it',
  ...needs('mails:read'),
  request: {
    query: z.strictObject({
      messageId: text(1000).optional().openapi({ description: 'With or without brackets.' }),
      recipient: text(320).optional().openapi({ description: 'An address of the envelope.' }),
      state: z.enum(mailState.enumValues).optional(),
      ...page,
    }),
  },
  responses: gives(pageOf(Mail), 'A page.'),
})

const one = createRoute({
  ...about,
  method: 'get',
  path: '/mails/{id}',
  summary: 'One mail',
  ...needs('mails:read'),
  request: { params },
  responses: gives(Mail, 'The mail.'),
})

const raw = createRoute({
  ...about,
  method: 'get',
  path: '/mails/{id}/raw',
  summary: 'A mail as it came, byte for byte',
  ...needs('mails:read'),
  request: { params },
  responses: givesBytes('message/rfc822', 'The mail.'),
})

const replay = createRoute({
  ...about,
  method: 'post',
  path: '/mails/{id}/replay',
  summary: 'Read a mail again that had no effect',
  ...needs('mails:write'),
  request: { params },
  responses: gives(Mail, 'The mail, which waits to be read.'),
})

export function mailRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const query = c.req.valid('query')
    const { items, next } = await read(app, c.get('as'), (db) => findMails(db, query))
    return c.json({ items: items.map(shown), next }, 200)
  })

  api.openapi(one, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(shown(await read(app, c.get('as'), (db) => readMail(db, id))), 200)
  })

  api.openapi(raw, async (c) => {
    const { id } = c.req.valid('param')
    const bytes = await read(app, c.get('as'), (db) => readRawMail(db, id))
    const file = { filename: `mail-${id}.eml`, contentType: 'message/rfc822', size: bytes.length }
    return c.body(new Uint8Array(bytes), 200, saved(file))
  })

  api.openapi(replay, async (c) => {
    const { id } = c.req.valid('param')
    const mail = await change(
      app,
      c,
      (work) => replayMail(work, id),
      (db) => readMail(db, id),
    )
    return c.json(shown(mail), 200)
  })
}

const unchecked = { spf: null, dkim: null, dmarc: null, arc: null, proven: false, by: null }

export function shown(mail: Awaited<ReturnType<typeof readMail>>): z.output<typeof Mail> {
  return {
    id: mail.id,
    receivedAt: mail.receivedAt.toISOString(),
    messageId: mail.headerMessageId,
    envelope: { from: mail.envelopeFrom, to: mail.envelopeTo },
    size: mail.size,
    state: mail.state,
    reason: mail.reason,
    ticketId: mail.ticketId,
    ticketMessageId: mail.messageId,
    authentication: mail.authentication ?? unchecked,
    bounce: mail.bounce,
  }
}
