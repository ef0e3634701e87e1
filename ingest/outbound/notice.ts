import { type App, perform, read } from '#core/app.ts'
import { claimMailFor, leaseMs, type Notice } from '#core/notifications/claim.ts'
import { concludeByMail, type NoticeEnd } from '#core/notifications/conclude.ts'
import { mailPlaces } from '#core/notifications/places.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { handOver } from './hand-over.ts'
import { composeNotice } from './notice-mail.ts'

const withinMs = Math.floor(leaseMs / 2) // A sender that is alive has ended before another takes over.

/**
 * Mails somebody all that waits for them and is due, in one mail. Its rows are its outbox: they are claimed before it
 * leaves and concluded after, as the mail of an answer is. It counts against no limit of automatic mail, for those
 * guard people outside; what keeps it small is that what comes together goes together.
 */
export async function mailNotices(app: App, personId: PersonId): Promise<void> {
  const notices = await perform(app, null, (work) => claimMailFor(work, personId))
  const [first] = notices
  if (!first) return
  const ended = await send(app, personId, [first, ...notices.slice(1)])
  if (ended.end !== 'sent')
    app.log.warn({ person: personId, ...ended }, 'the relay did not take a notification')
  await perform(app, null, (work) => concludeByMail(work, notices, ended))
}

async function send(
  app: App,
  personId: PersonId,
  notices: [Notice, ...Notice[]],
): Promise<NoticeEnd> {
  const url = app.env.SMTP_URL
  if (!url) return { end: 'never', reason: 'There is no relay: SMTP_URL is not set.' }
  const places = await read(app, null, (db) => mailPlaces(db, personId, notices[0].ticket.id))
  if ('why' in places) return { end: 'never', reason: places.why }
  const raw = await composeNotice(app, places, notices)
  const { end, reason } = await handOver(
    app,
    url,
    { raw, from: '', mailbox: places.from, to: [places.to] },
    withinMs,
  )
  return end === 'sent' ? { end } : { end, reason }
}
