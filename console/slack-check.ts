import { isSlackLate, type SlackBacklog } from '#core/slack/setup-backlog.ts'
import type { Check } from './checks.ts'

/** How the desk fares with Slack; only for desks that have it. */
export function checkSlack(backlog: SlackBacklog): Check {
  const { connected, oldestWaitingMs, events, posts } = backlog
  const minutes = Math.floor((oldestWaitingMs ?? 0) / 60_000)
  const failed = [
    events.failed > 0 && `${events.failed} events have failed.`,
    posts.failed > 0 && `${posts.failed} posts have failed.`,
  ].flatMap((words) => words || [])
  return {
    ok: !isSlackLate(backlog),
    words:
      connected === 0
        ? 'No workspace is connected.'
        : isSlackLate(backlog)
          ? `Something has waited for ${minutes} minutes.`
          : 'Nothing waits for long.',
    ...(failed.length > 0 && { details: failed }),
  }
}
