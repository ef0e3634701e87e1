import type { Bot } from '#bot/bot.ts'
import { type App, perform } from '#core/app.ts'
import { askSoon } from '#core/ask-soon.ts'
import { keepEvent, keepEvents, type Told } from '#core/slack/inbox.ts'
import { together } from '#core/together.ts'
import { dispatch, workEvent } from './dispatch.ts'
import { isAwaited, isOurOwn, toldIn } from './told.ts'

/** Whoever answers a click at once is given so long before the job looks after it. */
const patienceSeconds = 15

/** Events that come at the same moment are kept in one commit: Slack tells of a busy workspace in bursts. */
const keepTogether = together(async (app: App, told: readonly Told[]) => {
  const kept = await perform(app, null, (work) => keepEvents(work, told))
  for (const one of kept) if (one) askSoon(app, 'slack.event', { event: one.id })
  return kept
})

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
  if (!isAwaited(told)) {
    await keepTogether(bot.app, told)
    return undefined
  }
  const kept = await perform(bot.app, null, (work) => keepEvent(work, told, patienceSeconds))
  if (!kept) return undefined
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
