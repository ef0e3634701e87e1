import type { Bot } from '#bot/bot.ts'
import { perform } from '#core/app.ts'
import { keepEvent } from '#core/slack/inbox.ts'
import { dispatch, workEvent } from './dispatch.ts'
import { isAwaited, isOurOwn, toldIn } from './told.ts'

/** Whoever answers a click at once is given so long before the job looks after it. */
const patienceSeconds = 15

/**
 * Keeps what Slack tells, and only then lets it be answered. Clicks, forms and commands are worked at once as well:
 * what they open must be open within three seconds.
 * @returns what Slack is to be answered; undefined: an empty answer
 */
export async function takeIn(
  bot: Bot,
  body: Record<string, unknown>,
  raw: string,
): Promise<unknown> {
  const told = toldIn(body, raw)
  if (!told || isOurOwn(told.payload)) return undefined
  if (told.kind === 'block_suggestion') return answered((ack) => dispatch(bot, told, ack))
  const awaited = isAwaited(told)
  const kept = await perform(bot.app, null, (work) =>
    keepEvent(work, told, awaited ? patienceSeconds : 0),
  )
  if (!kept || !awaited) return undefined
  return answered((ack) => workEvent(bot, kept.id, ack)).catch((err: unknown) => {
    bot.app.log.error({ err, event: kept.id }, 'a click failed and will be tried again')
    return undefined
  })
}

export type Ack = (response?: unknown) => Promise<void>

/** Resolves with what is acknowledged first, or with nothing when all is done without. */
function answered(todo: (ack: Ack) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    todo(async (response) => resolve(response)).then(() => resolve(undefined), reject)
  })
}
