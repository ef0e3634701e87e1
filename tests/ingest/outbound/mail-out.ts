import { and, eq, isNull } from 'drizzle-orm'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { Actor } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import type { NewMessage } from '#core/tickets/messages.ts'
import { receiveMessage } from '#core/tickets/receive.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { holdTicket } from '#core/tickets/ticket.ts'
import type { MessageId, OutboundId, TicketId } from '#db/schema/columns.ts'
import { outbound } from '#db/schema/mails.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { type Sink, startSink } from '#tests/support/sink.ts'
import { test as base } from '#tests/support/test.ts'

/** `relay`: takes all mail. `sink`: the same, but for what agents are told. `desk`: the test's desk, which sends by it. */
export const test = base
  .extend('relay', async ({ app }, { onCleanup }): Promise<Sink> => {
    const sink = await startSink()
    onCleanup(async () => {
      closeTransport(app)
      await sink.close()
    })
    return sink
  })
  .extend('sink', ({ relay }): Sink => {
    const received: Sink['received'] = []
    return {
      ...relay,
      get received() {
        const mails = relay.received.splice(0)
        received.push(...mails.filter(({ to }) => !to.every((one) => /^agent\d+@desk/.test(one))))
        return received
      },
    }
  })
  .extend('desk', ({ app, sink }, { onCleanup }): App => {
    const desk = withRelay(app, sink.url)
    onCleanup(() => closeTransport(desk))
    return desk
  })

export function withRelay(app: App, url: string): App {
  return { ...app, env: { ...app.env, SMTP_URL: url } }
}

type Answer = Partial<Parameters<typeof replyToTicket>[2]>

/** An agent's answer; it may leave at once unless an undo window is asked for. */
export function answer(app: App, who: Actor, ticket: TicketId, reply: Answer = {}) {
  const whole = { text: 'Pull the plug.', undoSeconds: 0, ...reply }
  return perform(app, who, (work) => replyToTicket(work, ticket, whole))
}

/** A mail of the requester's, as it is put into the ticket once read. */
export function hear(app: App, ticket: TicketId, mail: Partial<NewMessage> = {}) {
  return perform(app, null, async (work) =>
    receiveMessage(work, await holdTicket(work, ticket), {
      channel: 'email',
      direction: 'inbound',
      visibility: 'public',
      authorId: null,
      authorAddress: 'ada@example.org',
      text: 'It burns.',
      ...mail,
    }),
  )
}

/** How the mail of an answer fares. */
export async function fate(app: App, message: MessageId) {
  const [row] = await read(app, null, (db) =>
    db
      .select()
      .from(outbound)
      .where(and(eq(outbound.messageId, message), isNull(outbound.replacedById))),
  )
  if (!row) throw new Error(`message ${message} is no answer`)
  return row
}

export async function outboundOf(app: App, message: MessageId): Promise<OutboundId> {
  return (await fate(app, message)).id
}

/** The one mail that the relay has taken, read as any program would. */
export async function arrived(sink: Sink): Promise<ParsedMail & { raw: string; bytes: Buffer }> {
  const [mail, ...more] = sink.received.filter(({ taken }) => taken)
  if (!mail || more.length > 0) throw new Error(`${more.length + (mail ? 1 : 0)} mails arrived`)
  return Object.assign(await simpleParser(mail.raw), { raw: mail.raw.toString(), bytes: mail.raw })
}
