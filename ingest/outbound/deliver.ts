import { setTimeout } from 'node:timers/promises'
import { type App, perform, read } from '#core/app.ts'
import { concludeSending, type SendingEnd } from '#core/mails/conclude-sending.ts'
import { type Draft, readDraft } from '#core/mails/draft.ts'
import {
  type Attempt,
  awaitRelay,
  type ClaimedMail,
  claimMail,
  queueLeftovers,
} from '#core/mails/outbox.ts'
import type { OutboundId } from '#db/schema/columns.ts'
import { composeMail } from './compose.ts'
import { handOver } from './hand-over.ts'

/**
 * Sends one mail, if it is there to be sent, its time has come, and nobody else is at it. How it went stands on its
 * row; when it is to be tried again, the next job is queued in the same commit, so this does not throw for a relay
 * that will not.
 */
export async function deliverMail(app: App, id: OutboundId): Promise<void> {
  const url = app.env.SMTP_URL
  if (!url) return perform(app, null, (work) => awaitRelay(work, id))
  const mail = await claim(app, id)
  if (!mail) return
  const outcome = await handOver(app, url, mail)
  if (outcome.end !== 'sent')
    app.log.warn(
      { outbound: id, attempt: mail.number, ...outcome },
      'the relay did not take a mail',
    )
  await conclude(app, mail, {
    ...outcome,
    reason: [outcome.reason, ...mail.leftOut].join(' '),
  })
}

/** Queues every mail that was left behind: by a desk without a relay, or by a sender that died. */
export async function sendLeftovers(app: App): Promise<void> {
  if (!app.env.SMTP_URL) return
  const left = await perform(app, null, queueLeftovers)
  if (left > 0) app.log.info({ mails: left }, 'mail that was left behind is being sent')
}

async function claim(app: App, id: OutboundId): Promise<ClaimedMail | undefined> {
  const draft = await read(app, null, (db) => readDraft(db, id))
  const composed = draft && (await compose(app, draft))
  if (draft && !composed) return undefined
  return perform(app, null, (work) => claimMail(work, id, composed, draft?.editedAt))
}

/** Undefined: it could not be composed, a file may be missing. That is an attempt too, so it is seen and has an end. */
async function compose(app: App, draft: Draft): Promise<Buffer | undefined> {
  try {
    return await composeMail(app, draft)
  } catch (error) {
    app.log.error({ outbound: draft.id, err: error }, 'a mail could not be composed')
    const reason = `The mail could not be put together: ${error instanceof Error ? error.message : error}`
    await conclude(app, { ...draft, number: draft.attempts + 1 }, { end: 'later', reason })
  }
}

const pausesMs = [200, 800, 2000, 5000, 10_000]

/** The relay has answered: forgetting that because Postgres restarts just now would send the mail twice. */
async function conclude(app: App, attempt: Attempt, outcome: SendingEnd): Promise<void> {
  for (const pause of [...pausesMs, null]) {
    try {
      const ours = await perform(app, null, (work) => concludeSending(work, attempt, outcome))
      if (!ours)
        app.log.warn({ outbound: attempt.id, ...outcome }, 'another sender took this mail over')
      return
    } catch (error) {
      if (pause === null) throw error
      app.log.warn(
        { outbound: attempt.id, err: error },
        'the end of a sending could not be written down yet',
      )
      await setTimeout(pause)
    }
  }
}
