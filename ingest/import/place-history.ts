import type { Work } from '#core/app.ts'
import { asOf } from '#core/history.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import type { Conclusion } from '#core/mails/conclude.ts'
import { ownAddresses } from '#core/mails/recipients.ts'
import { findRelatives, findTwin } from '#core/mails/relatives.ts'
import { findOrAddPeople } from '#core/people/find-or-add.ts'
import { proposeParts } from '#core/tickets/participants.ts'
import { addPast } from '#core/tickets/past.ts'
import { holdForMail } from '#core/tickets/receive.ts'
import type { Ticket } from '#core/tickets/ticket.ts'
import { type Letter, sendersOf } from '#ingest/mail/letter.ts'
import { namedBy, threadOf } from '#ingest/mail/thread.ts'
import { placeMail } from '#ingest/place-mail.ts'
import { oursIn, placeOurs } from './place-ours.ts'

/**
 * Finds the place of a mail from an archive, as of the day it was sent: like any mail, but what we wrote is part of
 * the conversation, and what is older than the last thing that happened to a ticket moves nothing. Nobody is told.
 * What somebody has decided about is news again.
 */
export async function placeHistory(
  work: Work,
  letter: Letter,
  mail: LedgerMail,
): Promise<Conclusion> {
  if (mail.decision) return placeMail(work, letter, mail)
  const then = asOf(work, mail.receivedAt)
  const ours = await oursIn(then, letter)
  if (ours) return placeOurs(then, ours, mail)
  const late = await ticketItIsLateFor(then, letter)
  return late ? addLate(then, letter, late) : placeMail(then, letter, mail)
}

/** The ticket that a person's mail goes on with, if later things have happened to it. */
async function ticketItIsLateFor(work: Work, letter: Letter): Promise<Ticket | undefined> {
  if (!letter.author || letter.severalFrom || letter.classified.kind !== 'human') return undefined
  if (await findTwin(work.tx, letter.fingerprint)) return undefined
  const relatives = await findRelatives(work.tx, namedBy(work.keys, letter), sendersOf(letter))
  const thread = threadOf(letter, relatives)
  const held = thread?.belongs ? await holdForMail(work, thread.ticketId) : undefined
  return held && held.ticket.updatedAt > work.now ? held.ticket : undefined
}

async function addLate(work: Work, letter: Letter, { id }: Ticket): Promise<Conclusion> {
  const named = [letter.author, ...letter.others].filter((one) => one !== null)
  const addresses = named.map(({ address }) => address)
  const ours = await ownAddresses(work.tx, addresses)
  const strangers = named.filter(({ address }) => !ours.has(address))
  const [writer, ...others] = await findOrAddPeople(work, strangers)
  await proposeParts(work, id, others)
  const said = { ...letter.message, authorId: writer?.personId ?? null }
  const messageId = await addPast(work, id, said)
  const reason = `It belongs to ticket #${id}, which has gone on since, so it moves nothing.`
  return { state: 'appended', reason, ticketId: id, messageId }
}
