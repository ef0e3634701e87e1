import { type App, perform, read } from '#core/app.ts'
import { beginReading, holdUnread, type LedgerMail, postponeReading } from '#core/mails/claim.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { readRawMail } from '#core/mails/find.ts'
import { inTurn } from '#core/once.ts'
import { storable } from '#core/storable.ts'
import type { MailId } from '#db/schema/columns.ts'
import { keepAttachments } from './attachments.ts'
import { authenticate } from './authenticate.ts'
import { placeHistory } from './import/place-history.ts'
import { lane } from './lane.ts'
import { type Letter, letterOf } from './mail/letter.ts'
import { readInWorker } from './mail/read-in-worker.ts'
import { placeMail } from './place-mail.ts'
import { readForwarded } from './read-forwarded.ts'

/** A mail that meets a fault of ours this often is given up, visibly. */
const maxFaults = 3

/** A mail that has been opened: to be put into its place. */
interface Opened {
  mail: LedgerMail
  letter: Letter
}

const large = lane()

/** Reads one mail of the ledger to its one final state, if it has none yet. A fault of ours is thrown, until it is given up. */
export async function readMail(app: App, id: MailId): Promise<void> {
  const begun = await perform(app, null, (work) => beginReading(work, { ids: [id] }))
  for (const mail of begun) await readAlone(app, mail)
}

/**
 * Reads the oldest mails that wait, in one commit. Each reading is counted and committed before it begins, so that a
 * mail which takes the process down is given up in the end. One that was begun before and never ended is read alone:
 * whatever it may do, no other mail pays for it.
 * @returns whether there were any
 */
export async function readSome(app: App): Promise<boolean> {
  const fresh = await perform(app, null, (work) =>
    beginReading(work, { waiting: 'fresh', most: 16 }),
  )
  if (fresh.length > 0) {
    await readTogether(app, fresh)
    return true
  }
  const left = await perform(app, null, (work) => beginReading(work, { waiting: 'left', most: 1 }))
  await readTogether(app, left)
  return left.length > 0
}

/** Where one mail meets a fault of ours, the others do not pay for it: each is then put into its place by itself. */
async function readTogether(app: App, mails: LedgerMail[]): Promise<void> {
  const opened = await Promise.all(
    mails.map((mail) => openMail(app, mail).catch((error) => postpone(app, mail, error))),
  )
  const letters = opened.flatMap((one) => one ?? [])
  if (letters.length === 0) return
  try {
    await settle(app, letters)
  } catch (error) {
    for (const one of letters)
      await (letters.length > 1 ? settle(app, [one]) : Promise.reject(error)).catch((fault) =>
        postpone(app, one.mail, fault),
      )
  }
}

async function readAlone(app: App, mail: LedgerMail): Promise<void> {
  try {
    const opened = await openMail(app, mail)
    if (opened) await settle(app, [opened])
  } catch (error) {
    await postpone(app, mail, error)
    if (mail.attempts < maxFaults) throw error
  }
}

/** A mail that cannot be parsed today will not be in a moment either: it ends at once, until it is replayed. */
async function openMail(app: App, mail: LedgerMail): Promise<Opened | undefined> {
  if (mail.raw) return openBytes(app, mail, mail.raw)
  return large(async () =>
    openBytes(app, mail, await read(app, null, (db) => readRawMail(db, mail.id))),
  )
}

async function openBytes(app: App, mail: LedgerMail, raw: Buffer): Promise<Opened | undefined> {
  const [answer, { authentication, forged }] = await Promise.all([
    readInWorker(raw, { from: mail.envelopeFrom }).catch((error: Error) => error),
    whoSent(app, mail, raw),
  ])
  if (answer instanceof Error) {
    app.log.warn({ mail: mail.id, err: answer }, 'a mail cannot be read')
    await fail(app, mail.id, storable(answer.message, 1000))
    return undefined
  }
  // Before the transaction that names them: see keepFile.
  const files = await keepAttachments(app.files, answer.mail.attachments)
  const forwarded = await readForwarded(app, answer, files, mail)
  return { mail, letter: { ...letterOf(answer, files, mail, authentication), forged, forwarded } }
}

/**
 * Once proven, always proven: a domain takes its old keys out of the DNS, so a mail that is read again is not asked
 * about again. Mail of the past is not asked about at all.
 */
async function whoSent(app: App, mail: LedgerMail, raw: Buffer) {
  if (mail.door === 'import' || mail.authentication?.proven)
    return { authentication: mail.authentication, forged: null }
  return authenticate(app, { ...mail, raw })
}

/**
 * One commit: the effects and the final states, one mail after the other. Copies of one mail, and mails that name each
 * other, wait for those that others are placing, so that whichever is second finds the first.
 */
async function settle(app: App, letters: readonly Opened[]): Promise<void> {
  const ends = await perform(app, null, async (work) => {
    await inTurn(work, letters.flatMap(keysOf))
    const unread = await holdUnread(
      work,
      letters.map(({ mail }) => mail.id),
    )
    const placed = []
    for (const { mail, letter } of letters.filter(({ mail }) => unread.has(mail.id))) {
      const place = mail.door === 'import' ? placeHistory : placeMail
      const end = await place(work, letter, mail)
      const reason = storable([end.reason, ...letter.notes].join(' ').slice(0, 2000))
      await concludeMail(work, mail.id, { ...end, reason }, letter.heading)
      placed.push({ mail: mail.id, state: end.state })
    }
    return placed
  })
  for (const end of ends) app.log.info(end, 'mail read')
}

function keysOf({ letter: { messageId, names, fingerprint } }: Opened): string[] {
  return [...[messageId, ...names].map((id) => `message-id:${id}`), `fingerprint:${fingerprint}`]
}

/** A fault of ours passes, or the mail has had its chances. */
async function postpone(app: App, { id, attempts }: LedgerMail, fault: unknown): Promise<void> {
  app.log.error({ mail: id, err: fault }, 'a mail could not be read by a fault of ours')
  if (attempts < maxFaults) {
    const restMs = 2000 * 2 ** attempts
    await perform(app, null, (work) =>
      postponeReading(work, id, new Date(work.now.getTime() + restMs)),
    )
    return
  }
  const reason = `Reading it failed ${maxFaults} times by a fault of the desk, which the server's log names. Its bytes are kept; replay it once that is mended.`
  await fail(app, id, reason)
}

async function fail(app: App, id: MailId, reason: string): Promise<void> {
  await perform(app, null, async (work) => {
    const unread = await holdUnread(work, [id])
    if (unread.has(id)) await concludeMail(work, id, { state: 'failed', reason })
  })
}
