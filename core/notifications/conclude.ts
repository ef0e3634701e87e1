import { and, eq, inArray } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import type { NotificationId } from '#db/schema/columns.ts'
import { notifications } from '#db/schema/notifications.ts'
import type { Notice } from './claim.ts'
import { tellByMail } from './decide.ts'

/** How an attempt ended; the reason is for people. */
export type NoticeEnd =
  | { end: 'sent' }
  | { end: 'later'; reason: string; pauseMs?: number }
  | { end: 'never'; reason: string }

const mostAttempts = 12
const longestPauseMs = 1_800_000

/** Writes down how the telling in Slack ended. What Slack will not take goes by mail, where that is wanted. */
export async function concludeInSlack(work: Work, notice: Notice, ended: NoticeEnd): Promise<void> {
  if (ended.end === 'never' && notice.personId) {
    if (await tellByMail(work, notice.id, ended.reason)) return
  }
  const at = await conclude(work, [notice], ended)
  if (at) work.enqueue('slack.notify', { notification: notice.id }, { startAfter: at })
}

/** The same of a mail, which told all of these. */
export async function concludeByMail(
  work: Work,
  notices: readonly Notice[],
  ended: NoticeEnd,
): Promise<void> {
  const at = await conclude(work, notices, ended)
  const person = notices[0]?.personId
  if (at && person)
    work.enqueue(
      'mail.notice',
      { person },
      { startAfter: at, singletonKey: `${person}/${at.toISOString()}` },
    )
}

/** @returns when it is to be tried again; undefined: it has ended */
async function conclude(
  work: Work,
  notices: readonly Notice[],
  ended: NoticeEnd,
): Promise<Date | undefined> {
  const attempt = notices[0]?.attempt ?? 0
  const ours = and(
    inArray(
      notifications.id,
      notices.map(({ id }): NotificationId => id),
    ),
    eq(notifications.attempts, attempt),
    eq(notifications.state, 'waiting'),
  )
  if (ended.end === 'later' && attempt < mostAttempts) {
    const pauseMs = ended.pauseMs ?? Math.min(5000 * 2 ** attempt, longestPauseMs)
    const notBefore = new Date(work.now.getTime() + pauseMs)
    await work.tx.update(notifications).set({ notBefore, reason: ended.reason }).where(ours)
    return notBefore
  }
  await work.tx
    .update(notifications)
    .set({
      state: ended.end === 'sent' ? 'sent' : 'failed',
      endedAt: work.now,
      reason: ended.end === 'sent' ? null : ended.reason,
    })
    .where(ours)
  return undefined
}
