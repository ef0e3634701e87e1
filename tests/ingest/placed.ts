import { asc, eq } from 'drizzle-orm'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { beginReading } from '#core/mails/claim.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { decideMail } from '#core/mails/decide.ts'
import { replyAddress } from '#core/mails/reply-token.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { readConversation } from '#core/tickets/story.ts'
import type { MailId, TeamId, TicketId } from '#db/schema/columns.ts'
import type { MailDecision } from '#db/schema/enums.ts'
import { type Authentication, mails } from '#db/schema/mails.ts'
import { teams } from '#db/schema/teams.ts'
import { participants, tickets } from '#db/schema/tickets.ts'
import { letterOf } from '#ingest/mail/letter.ts'
import { readInWorker } from '#ingest/mail/read-in-worker.ts'
import { placeMail } from '#ingest/place-mail.ts'
import { ledger } from '#tests/support/mail.ts'

export function conversation(app: App, id: TicketId) {
  return read(app, null, async (db) => (await readConversation(db, id)).items)
}

export function allTickets(app: App) {
  return read(app, null, (db) => db.select().from(tickets).orderBy(tickets.id))
}

/** The ticket that the first mail of the ledger opened. */
export async function opened(app: App): Promise<TicketId> {
  const [mail] = await ledger(app)
  if (!mail?.ticketId) throw new Error(`mail ${mail?.id} opened no ticket: ${mail?.reason}`)
  return mail.ticketId
}

/** The mail that came last. */
export async function latest(app: App) {
  const mail = (await ledger(app)).at(-1)
  if (!mail) throw new Error('no mail has come')
  return mail
}

type Policy = Partial<
  Pick<typeof teams.$inferSelect, 'reopenDays' | 'acceptsUnproven' | 'acceptsCopied'>
>

/** What a team makes of mail. */
export function setTeam(app: App, id: TeamId, policy: Policy) {
  return perform(app, null, (work) => work.tx.update(teams).set(policy).where(eq(teams.id, id)))
}

/** Everybody in a ticket, as `cc bob@example.org`, in the order of the alphabet. */
export async function parts(app: App, id: TicketId): Promise<string[]> {
  const rows = await read(app, null, (db) =>
    db.select().from(participants).where(eq(participants.ticketId, id)),
  )
  return rows.map(({ address, role }) => `${role} ${address}`).sort()
}

/** An agent answers: the Message-ID of the mail, in brackets, and the address that it asks to be answered to. */
export async function answered(app: App, who: Agent, id: TicketId, cc?: string[]) {
  await perform(app, who, (work) =>
    replyToTicket(work, id, { text: 'Done?', undoSeconds: 0, ...(cc && { cc }) }),
  )
  const said = (await conversation(app, id)).at(-1)
  return {
    messageId: `<${said?.headerMessageId}>`,
    address: replyAddress(app.keys, 'help@desk.test', id) ?? '',
  }
}

/** Reads the mails that wait as if this had been found about who sent them. */
export async function readAs(app: App, authentication: Authentication): Promise<void> {
  for (const { id, state } of await ledger(app)) {
    if (state !== 'received') continue
    const [mail] = await perform(app, null, (work) => beginReading(work, { ids: [id] }))
    if (!mail?.raw) throw new Error(`mail ${id} is not there to be read`)
    const answer = await readInWorker(mail.raw, { from: mail.envelopeFrom })
    const letter = letterOf(answer, [], mail, authentication)
    await perform(app, null, async (work) =>
      concludeMail(work, id, await placeMail(work, letter, mail), letter.heading),
    )
  }
}

const found = { spf: 'none', dkim: 'none', dmarc: 'none', arc: 'none', by: 'deskwire' } as const
/** Its domain vouches for it. */
export const proven: Authentication = { ...found, dkim: 'pass', dmarc: 'pass', proven: true }
/** Its domain says nothing about who may write in its name. */
export const unproven: Authentication = { ...found, proven: false }
/** Its domain says that it was not them. */
export const forged: Authentication = { ...found, spf: 'fail', dmarc: 'fail', proven: false }

/** Somebody decides about a mail that was set aside: it waits to be read again. */
export function decide(app: App, id: MailId, decision: MailDecision, by: Agent | null = null) {
  return perform(app, by, (work) => decideMail(work, id, decision))
}

/** What the ledger keeps beside what it shows in its list. */
export function keptMails(app: App) {
  return read(app, null, (db) => db.select().from(mails).orderBy(asc(mails.id)))
}
