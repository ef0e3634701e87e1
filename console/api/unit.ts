import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type App, perform, type Reader, read, type Work } from '#core/app.ts'
import { onlyOnce } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import { readTicket, type TicketRow } from '#core/tickets/find.ts'
import { recordView } from '#core/tickets/view.ts'
import type { TicketId } from '#db/schema/columns.ts'
import type { Caller } from './access.ts'

/**
 * Makes something as the caller. With an Idempotency-Key it is made once: the same request sent again is answered
 * from what the first one made.
 * @param todo gives the ids of what it made, or the few facts that are its answer: both are kept beside the key
 * @param answer reads what is answered, in the same unit of work; absent: what was made
 */
export async function make<Made extends object>(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<Made>,
): Promise<Made>
export async function make<Made extends object | null, Answer>(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<Made>,
  answer: (db: Reader, made: Made) => Promise<Answer>,
): Promise<Answer>
export async function make<Made extends object | null, Answer>(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<Made>,
  answer?: (db: Reader, made: Made) => Promise<Answer>,
): Promise<Made | Answer> {
  const caller = c.get('as')
  const key = c.req.header('idempotency-key')
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key))
    refuse('wrong-input', { why: 'An Idempotency-Key has 1 to 255 letters, digits or signs.' })
  const request = key && (await hashOf(c))
  return perform(app, caller, async (work) => {
    const made = key
      ? await onlyOnce(work, `api:${caller.personId}:${key}`, String(request), () => todo(work))
      : await todo(work)
    return answer ? answer(work.tx, made) : made
  })
}

/** The same for what makes nothing new: the answer is how things are then. */
export function change(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<unknown>,
): Promise<null>
export function change<Answer>(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<unknown>,
  answer: (db: Reader) => Promise<Answer>,
): Promise<Answer>
export function change(
  app: App,
  c: Context<Caller>,
  todo: (work: Work) => Promise<unknown>,
  answer: (db: Reader) => Promise<unknown> = async () => null,
): Promise<unknown> {
  return make(app, c, (work) => todo(work).then(() => null), answer)
}

async function hashOf(c: Context<Caller>): Promise<string> {
  const request = [c.req.method, c.req.path, await c.req.text()].join('\n')
  return createHash('sha256').update(request).digest('base64url')
}

/** Shows something of a ticket; a look at a sensitive one is part of its audit trail before it is shown. */
export async function lookAt<Answer>(
  app: App,
  c: Context<Caller>,
  id: TicketId,
  ask: (db: Reader, ticket: TicketRow) => Promise<Answer>,
): Promise<Answer> {
  const { ticket, answer } = await read(app, c.get('as'), async (db) => {
    const found = await readTicket(db, id)
    return { ticket: found, answer: await ask(db, found) }
  })
  if (ticket.sensitive) await perform(app, c.get('as'), (work) => recordView(work, id))
  return answer
}
