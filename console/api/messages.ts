import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App, Reader } from '#core/app.ts'
import { endedWith } from '#core/page.ts'
import { refuse } from '#core/refusal.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { readConversation, type Said } from '#core/tickets/story.ts'
import type { MessageId, TicketId } from '#db/schema/columns.ts'
import { visibility } from '#db/schema/enums.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, gives, pageOf } from './answers.ts'
import { byId, email, page } from './input.ts'
import { Message } from './shapes.ts'
import { lookAt, make } from './unit.ts'
import { writingOf, written } from './written.ts'

const NewMessage = z
  .strictObject({
    visibility: z
      .enum(visibility.enumValues)
      .openapi({ description: '`public` is mailed after the undo window; `internal` is a note.' }),
    ...written,
    to: z
      .array(email)
      .min(1)
      .max(50)
      .optional()
      .openapi({ description: 'Absent: whoever takes part.' }),
    cc: z.array(email).max(50).optional(),
    sendAt: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: 'When it leaves, within a year; absent: after the undo window.' }),
  })
  .openapi('NewMessage')

const list = createRoute({
  method: 'get',
  path: '/tickets/{id}/messages',
  tags: ['Messages'],
  summary: 'What was said, oldest first',
  ...needs('tickets:read'),
  request: { params: byId<TicketId>(), query: z.strictObject(page) },
  responses: gives(pageOf(Message), 'A page.'),
})

const say = createRoute({
  method: 'post',
  path: '/tickets/{id}/messages',
  tags: ['Messages'],
  summary: 'Answer the requester, or leave a note',
  ...needs('tickets:write'),
  request: { params: byId<TicketId>(), body: body(NewMessage) },
  responses: creates(Message, 'The message.'),
})

export function messageRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const { id } = c.req.valid('param')
    const { cursor, limit } = c.req.valid('query')
    const said = await lookAt(app, c, id, (db) =>
      readConversation(db, id, { after: endedWith({ cursor }), limit }),
    )
    return c.json({ items: said.items.map(shown), next: said.next }, 200)
  })

  api.openapi(say, async (c) => {
    const { id } = c.req.valid('param')
    const { visibility, to, cc, sendAt, ...given } = c.req.valid('json')
    if (visibility === 'internal' && (to ?? cc ?? sendAt))
      refuse('wrong-input', {
        why: 'An internal note goes to nobody: leave out to, cc and sendAt.',
      })
    const writing = await writingOf(app, given)
    const undoSeconds = app.env.UNDO_SECONDS
    const message = await make(
      app,
      c,
      async (work) => ({
        message:
          visibility === 'internal'
            ? await noteOnTicket(work, id, writing)
            : await replyToTicket(work, id, {
                ...writing,
                to,
                cc,
                undoSeconds,
                sendAt: sendAt === undefined ? undefined : new Date(sendAt),
              }),
      }),
      (db, made) => readMessage(db, id, made.message),
    )
    return c.json(message, 201)
  })
}

async function readMessage(db: Reader, ticketId: TicketId, id: MessageId) {
  const { items } = await readConversation(db, ticketId, { after: id - 1, limit: 1 })
  const [said] = items
  return said ? shown(said) : refuse('not-found', { what: 'message' })
}

function shown(said: Said): z.output<typeof Message> {
  return {
    id: said.id,
    ticketId: said.ticketId,
    channel: said.channel,
    direction: said.direction,
    visibility: said.visibility,
    author: { name: said.author?.name ?? '', email: said.authorAddress, agent: said.byAgent },
    text: said.text,
    visibleText: said.visibleText,
    html: said.html,
    subject: said.subject,
    messageId: said.headerMessageId,
    sentAt: said.sentAt.toISOString(),
    editedAt: said.editedAt?.toISOString() ?? null,
    deletedAt: said.deletedAt?.toISOString() ?? null,
    delivery: said.delivery && { state: said.delivery.state, reason: said.delivery.reason },
    attachments: said.attachments.map(({ ticketId: _, messageId: __, ...file }) => file),
  }
}
