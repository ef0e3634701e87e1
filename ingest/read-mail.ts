import { type App, perform, read } from '#core/app.ts'
import { beginReading, holdUnread, type LedgerMail } from '#core/mails/claim.ts'
import { concludeMail } from '#core/mails/conclude.ts'
import { readRawMail } from '#core/mails/find.ts'
import { inTurn } from '#core/once.ts'
import { storable } from '#core/storable.ts'
import type { MailId } from '#db/schema/columns.ts'
import { keepAttachments } from './attachments.ts'
import { lane } from './lane.ts'
import { type Letter, letterOf } from './mail/letter.ts'
import { readInWorker } from './mail/read-in-worker.ts'
import { placeMail } from './place-mail.ts'
import { together } from './together.ts'

/** A mail that meets a fault of ours this often is given up, visibly. */
const maxFaults = 3

const suspects = lane()
const large = lane()

/**
 * Reads one mail of the ledger to its one final state. Each reading is counted and committed before it begins, so
 * that a mail which takes the process down is given up in the end. One that was begun before and never ended is read
 * alone: whatever it may do, no other mail pays for it.
 */
export async function readMail(app: App, id: MailId): Promise<void> {
  const fresh = await beginFresh(app, id)
  if (fresh) return readToItsEnd(app, fresh)
  await suspects(async () => {
    const [left] = await perform(app, null, (work) => beginReading(work, [id], { again: true }))
    if (left) await readToItsEnd(app, left)
  })
}

/** Mails whose reading is asked for in the same moment are counted in one commit. */
const beginFresh = together(async (app: App, ids: MailId[]) => {
  const fresh = await perform(app, null, (work) => beginReading(work, ids))
  return new Map(fresh.map((mail) => [mail.id, mail]))
})

/** A fault of ours is thrown, so that the job is tried again, until the mail has had its chances. */
async function readToItsEnd(app: App, mail: LedgerMail): Promise<void> {
  try {
    if (mail.raw) return await readBytes(app, mail, mail.raw)
    await large(async () =>
      readBytes(app, mail, await read(app, null, (db) => readRawMail(db, mail.id))),
    )
  } catch (error) {
    if (mail.attempts < maxFaults) throw error
    app.log.error({ mail: mail.id, err: error }, 'a mail is given up')
    const reason = `Reading it failed ${maxFaults} times by a fault of the desk, which the server's log names. Its bytes are kept; replay it once that is mended.`
    await fail(app, mail.id, reason)
  }
}

/** A mail that cannot be parsed today will not be in a moment either: it ends at once, until it is replayed. */
async function readBytes(app: App, mail: LedgerMail, raw: Buffer): Promise<void> {
  const answer = await readInWorker(raw, { from: mail.envelopeFrom }).catch((error: Error) => error)
  if (answer instanceof Error) {
    app.log.warn({ mail: mail.id, err: answer }, 'a mail cannot be read')
    return fail(app, mail.id, storable(answer.message, 1000))
  }
  // Before the transaction that names them: see keepFile.
  const files = await keepAttachments(app.files, answer.mail.attachments)
  const letter = letterOf(answer, files, mail)
  const state = await settle(app, mail, letter)
  app.log.info({ mail: mail.id, state }, 'mail read')
}

/**
 * One commit: the effect and the final state. Copies of one mail, and mails that name each other, go one after the
 * other, so that whichever is second finds the first.
 */
function settle(app: App, mail: LedgerMail, letter: Letter): Promise<string | undefined> {
  const ids = [letter.messageId, ...letter.names].map((id) => `message-id:${id}`)
  return perform(app, null, async (work) => {
    await inTurn(work, [...ids, `fingerprint:${letter.fingerprint}`])
    if (!(await holdUnread(work, mail.id))) return undefined
    const end = await placeMail(work, letter, mail)
    const reason = [end.reason, ...letter.notes].join(' ').slice(0, 2000)
    await concludeMail(work, mail.id, { ...end, reason: storable(reason) }, letter.heading)
    return end.state
  })
}

async function fail(app: App, id: MailId, reason: string): Promise<void> {
  await perform(app, null, async (work) => {
    if (await holdUnread(work, id)) await concludeMail(work, id, { state: 'failed', reason })
  })
}
