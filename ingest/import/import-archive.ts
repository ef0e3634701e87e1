import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type App, perform, read } from '#core/app.ts'
import { asOf } from '#core/history.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { ourMailboxes, recipientsOf, senderOf } from '#core/mails/envelope.ts'
import { readMail as findMail } from '#core/mails/find.ts'
import { onlyOnce } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import { allMailboxes } from '#core/teams/teams.ts'
import { closePast } from '#core/tickets/past.ts'
import type { MailId, TicketId } from '#db/schema/columns.ts'
import { readMail } from '#ingest/read-mail.ts'
import type { Archived } from './archived.ts'
import { mailsOfFolder } from './eml.ts'
import { mailsOfMbox, unquoted } from './mbox.ts'

interface Archive {
  kind: 'mbox' | 'eml'
  paths: readonly string[]
  to?: string | undefined // The mailbox of mail that names none of ours; absent: such mail is left out.
  closed?: boolean | undefined // Conversations that are nothing but history are closed.
}

/** What became of one mail of an archive. */
export interface Imported {
  source: string // The file, and the place in it where it is one of many.
  mail: MailId | null // Null: left out.
  state: string // As in the ledger, or `left_out`.
  ticket: TicketId | null
  reason?: string // Why it was left out.
}

/** Who is told how it goes on. */
interface Progress {
  found(count: number): void
  took(mail: Imported): void
}

/**
 * Brings the mails of an archive in by the order in which they were sent, each as of its day; nobody is written to.
 * What is in the ledger from an earlier import is not taken again, so one that was cut off is simply begun anew.
 * Of the archive only the places of its mails are kept in memory.
 */
export async function importArchive(app: App, archive: Archive, tell: Progress): Promise<void> {
  const { to } = archive
  if (to !== undefined) await requireMailbox(app, to)
  const mails = await inOrder(archive, app.clock())
  tell.found(mails.length)
  const seen = new Set<TicketId>()
  for (const mail of mails) {
    const imported = await importMail(app, mail, archive)
    if (imported.ticket) seen.add(imported.ticket)
    tell.took(imported)
  }
  if (archive.closed)
    for (const ticket of seen) await perform(app, null, (work) => closePast(work, ticket))
}

type Dated = Archived & { at: Date }

/** By date; one without a date that can be right follows the mail before it in its file. */
async function inOrder({ kind, paths }: Archive, now: Date): Promise<Dated[]> {
  const survey = kind === 'mbox' ? mailsOfMbox : mailsOfFolder
  const found: Dated[] = []
  for (const path of paths) {
    let last: Date | undefined
    for await (const mail of survey(path)) {
      const at = mail.at && mail.at <= now ? mail.at : (last ?? now)
      found.push({ ...mail, at })
      last = at
    }
  }
  return found.sort((a, b) => a.at.getTime() - b.at.getTime())
}

async function importMail(app: App, mail: Dated, { kind, to }: Archive): Promise<Imported> {
  const source = kind === 'mbox' ? `${mail.path}:${mail.start}` : mail.path
  const leftOut = (reason: string) => ({
    source,
    mail: null,
    state: 'left_out',
    ticket: null,
    reason,
  })
  const size = mail.end - mail.start
  const { SMTP_MAX_BYTES: max } = app.env
  if (size > max) return leftOut(`It has ${size} bytes; SMTP_MAX_BYTES takes ${max}.`)
  const raw = await bytesOf(mail)
  const taken = await take(app, kind === 'mbox' ? unquoted(raw, mail.counted) : raw, mail.at, to)
  if (!taken)
    return leftOut(
      'It names no mailbox of this desk. Import it with --to and the mailbox it is for.',
    )
  const end = await readToItsEnd(app, taken.id)
  const state = taken.isNew ? end.state : 'duplicate'
  return { source, mail: taken.id, state, ticket: end.ticketId }
}

/** Undefined: it is for nobody here. The same bytes are taken once, however often they are imported. */
function take(app: App, raw: Buffer, at: Date, to: string | undefined) {
  return perform(app, null, async (work) => {
    const envelopeFrom = senderOf(raw)
    const named = await recipientsOf(work.tx, raw)
    const candidates = named.recipients.length > 0 ? [] : [envelopeFrom, ...(to ? [to] : [])]
    const { recipients, envelopeTo } =
      candidates.length > 0 ? await ourMailboxes(work.tx, candidates) : named
    if (recipients.length === 0) return undefined
    let isNew = false
    const key = `import:${createHash('sha256').update(raw).digest('hex')}`
    const { id } = await onlyOnce(work, key, '', async () => {
      isNew = true
      // Not queued but read at once: in their order, conversations come out as they were.
      const delivery = { door: 'import' as const, remoteAddress: null, envelopeFrom, envelopeTo }
      return { id: await acceptMail(asOf(work, at), { ...delivery, recipients, raw }) }
    })
    return { id, isNew }
  })
}

/** A mail that an import before this one took and could not read is read now. After three faults of ours it has failed. */
async function readToItsEnd(app: App, id: MailId) {
  let fault: unknown
  for (let attempts = 0; attempts < 3; attempts += 1) {
    await readMail(app, id).catch((error) => {
      fault = error
    })
    const end = await read(app, null, (db) => findMail(db, id))
    if (end.state !== 'received') return end
  }
  throw fault
}

async function bytesOf({ path, start, end }: Archived): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function requireMailbox(app: App, to: string): Promise<void> {
  const { found, all } = await read(app, null, async (db) => ({
    found: (await ourMailboxes(db, [to])).recipients,
    all: await allMailboxes(db),
  }))
  if (found.length > 0) return
  const there = all.map(({ address }) => address).join(', ')
  refuse('wrong-input', { why: `There is no mailbox ${to}. There are: ${there || 'none yet'}.` })
}
