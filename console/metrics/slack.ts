import type { App, Reader } from '#core/app.ts'
import { slackIsOn } from '#core/env.ts'
import { slackBacklog } from '#core/slack/setup-backlog.ts'
import { type Gauge, gauge } from './gauge.ts'

export async function watchSlack(app: App, db: Reader): Promise<Gauge[]> {
  if (!slackIsOn(app.env)) return []
  const { events, posts, oldestWaitingMs, connected } = await slackBacklog(db, app.clock())
  return [
    {
      name: 'deskwire_slack_events',
      help: 'What Slack told within a month, by state; received: it waits.',
      values: Object.entries(events).map(([state, count]) => [{ state }, count]),
    },
    {
      name: 'deskwire_slack_posts',
      help: 'What Slack has not been told.',
      values: Object.entries(posts).map(([state, count]) => [{ state }, count]),
    },
    gauge(
      'deskwire_slack_oldest_waiting_seconds',
      'Since the oldest of them, told or to be told, waits; 0: nothing waits.',
      (oldestWaitingMs ?? 0) / 1000,
    ),
    gauge('deskwire_slack_workspaces', 'Workspaces that are connected.', connected),
  ]
}
