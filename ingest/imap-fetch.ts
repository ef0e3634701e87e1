import { type App, perform, type Work } from '#core/app.ts'
import { asOf } from '#core/history.ts'
import { acceptMail, acceptMails, type Delivery } from '#core/mails/accept.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { ourMailboxes, recipientsOf, senderOf } from '#core/mails/envelope.ts'
import { fromNowOn, openAccount } from '#core/mails/imap-accounts.ts'
import {
  claimLook,
  type FolderPlace,
  type ImapAccount,
  moveOn,
  noteLook,
} from '#core/mails/imap-looks.ts'
import { Refusal } from '#core/refusal.ts'
import type { ImapAccountId } from '#db/schema/columns.ts'
import { batchesAbove, type Found } from './imap-batches.ts'
import { lookInto, type OpenFolder, problemOf } from './imap-session.ts'

const longestLookMs = 600_000 // The next minute goes on from there.

/** Looks into an account for new mail. Why it cannot is kept on the account, in words; a fault of ours is thrown. */
export async function fetchMail(app: App, id: ImapAccountId): Promise<void> {
  const account = await perform(app, null, (work) => claimLook(work, id))
  if (!account) return
  const problem = await fetchNew(app, account).then(
    () => null,
    (error: unknown) => wordsFor(error, account),
  )
  await perform(app, null, (work) => noteLook(work, id, problem))
  if (problem) app.log.warn({ imap: id, problem }, 'an IMAP account cannot be looked into')
}

/** What goes wrong while mail is kept is no problem of the account. */
class NotKept extends Error {
  override name = 'NotKept'
}

function wordsFor(error: unknown, account: ImapAccount): string {
  if (error instanceof NotKept) throw error.cause
  if (error instanceof Refusal) return error.message
  const words = problemOf(error, { ...account, password: '' })
  if (words === undefined) throw error
  return words
}

/** Mail above the last UID, batch by batch; each is committed together with how far it brings us. */
async function fetchNew(app: App, account: ImapAccount): Promise<void> {
  const started = performance.now()
  const max = app.env.SMTP_MAX_BYTES
  await lookInto(openAccount(app.keys, account), async (folder) => {
    let place: FolderPlace = account
    const keep = async (lastUid: number, found: Found[]) => {
      const next = { uidValidity: folder.uidValidity, lastUid }
      const kept = await keepMails(app, account, place, next, found)
      place = next
      return kept
    }
    const begin = beginning(account, folder)
    for await (const { lastUid, found } of batchesAbove(folder, begin, max)) {
      if (!(await keep(lastUid, found)) || performance.now() - started > longestLookMs) return
    }
    if (place.uidValidity !== folder.uidValidity) await keep(begin, []) // Nothing came, and we know the folder now.
  })
}

function beginning({ uidValidity, lastUid }: FolderPlace, folder: OpenFolder): number {
  if (uidValidity === folder.uidValidity) return lastUid
  return uidValidity === null && lastUid === fromNowOn ? folder.uidNext - 1 : 0
}

/** False: another look is at it, or the account was removed. */
async function keepMails(
  app: App,
  account: ImapAccount,
  before: FolderPlace,
  after: FolderPlace,
  found: readonly Found[],
): Promise<boolean> {
  try {
    return await perform(app, null, async (work) => {
      if (!(await moveOn(work, account.id, before, after))) return false
      const whole: Delivery[] = []
      for (const mail of found) {
        const delivery = await deliveryOf(work, mail, account.mailbox)
        if (mail.whole) whole.push(delivery)
        else await reject(work, delivery, tooLarge(mail, account, app.env.SMTP_MAX_BYTES))
      }
      if (whole.length > 0) await acceptMails(work, whole)
      return true
    })
  } catch (cause) {
    throw new NotKept('Mail that was fetched could not be kept', { cause })
  }
}

async function deliveryOf(work: Work, { raw }: Found, usual: string): Promise<Delivery> {
  const named = await recipientsOf(work.tx, raw)
  return {
    door: 'imap',
    remoteAddress: null, // Whoever sent it spoke to another server.
    envelopeFrom: senderOf(raw),
    ...(named.recipients.length > 0 ? named : await ourMailboxes(work.tx, [usual])),
    raw,
  }
}

async function reject(work: Work, delivery: Delivery, reason: string): Promise<void> {
  const mail = await acceptMail(asOf(work, work.now), delivery) // Not to be read.
  await concludeMail(work, mail, { state: 'rejected', reason })
}

function tooLarge({ size }: Found, { folder, host }: ImapAccount, max: number): string {
  return `It has ${size} bytes, and SMTP_MAX_BYTES takes ${max}. This is its header; all of it is in ${folder} at ${host}.`
}
