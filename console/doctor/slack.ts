import { type App, read } from '#core/app.ts'
import { slackIsInstalled, slackIsOn } from '#core/env.ts'
import { channelProblem } from '#core/slack/setup.ts'
import { isSlackLate, type SlackBacklog, slackBacklog } from '#core/slack/setup-backlog.ts'
import { bad, type Finding, good, open } from './finding.ts'

/** What Slack answers when it is asked; made by the edge that knows Slack. */
interface SlackAnswers {
  workspaces: { id: string | null; name: string; missing: string[]; problem: string | null }[]
  channels: {
    team: string
    channel: string
    known: Parameters<typeof channelProblem>[1]
  }[]
  socketProblem: string | null // Null: a socket can be opened, or none is wanted.
}

export type AskSlack = (app: App) => Promise<SlackAnswers>

/** Whether the desk hears Slack, may speak there, and reaches the channel of each team. */
export async function examineSlack(app: App, ask: AskSlack): Promise<Finding[]> {
  if (!slackIsOn(app.env))
    return [open('Slack', 'off', 'To turn it on, follow “Slack” under “Desk” in the console.')]
  const { workspaces, channels, socketProblem } = await ask(app)
  return [
    hears(app, socketProblem),
    ...(workspaces.length > 0 ? workspaces.flatMap(speaks) : [nowhere(app)]),
    ...channels.map(reaches),
    ...left(await read(app, null, (db) => slackBacklog(db, app.clock()))),
  ]
}

function hears({ env }: App, socketProblem: string | null): Finding {
  if (socketProblem)
    return bad(
      'Slack hears',
      `no socket can be opened with SLACK_APP_TOKEN (${socketProblem})`,
      'Copy it again from “App-Level Tokens”; it needs connections:write.',
    )
  return env.SLACK_APP_TOKEN
    ? good('Slack hears', 'by Socket Mode')
    : good('Slack hears', 'SLACK_SIGNING_SECRET is set; Slack posts to /slack/events')
}

function speaks({ name, missing, problem }: SlackAnswers['workspaces'][number]): Finding[] {
  const check = 'Slack speaks'
  if (problem)
    return [
      bad(
        check,
        `Slack does not take the token of ${name} (${problem})`,
        'Add the workspace again in the console, or copy SLACK_BOT_TOKEN again from “OAuth & Permissions”.',
      ),
    ]
  if (missing.length > 0)
    return [
      bad(
        check,
        `in ${name}, but without ${missing.join(', ')}`,
        'Paste the manifest under “App Manifest” of your app, and install the app again.',
      ),
    ]
  return [good(check, `in ${name}, with all its permissions`)]
}

function nowhere({ env }: App): Finding {
  return bad(
    'Slack speaks',
    'no workspace is connected',
    slackIsInstalled(env) ? 'Press “Add to Slack” in the console.' : 'Set SLACK_BOT_TOKEN.',
  )
}

function reaches({ team, channel, known }: SlackAnswers['channels'][number]): Finding {
  const check = 'Slack channel'
  const problem = channelProblem(channel, known)
  if (problem) return bad(check, `${team}: cards do not arrive`, problem)
  const words = `${team}: #${known?.name}`
  return known?.isMember
    ? good(check, words)
    : open(check, `${words}; the bot lets itself in with the first card`)
}

function left(backlog: SlackBacklog): Finding[] {
  const { events, posts, oldestWaitingMs, connected } = backlog
  const minutes = Math.floor((oldestWaitingMs ?? 0) / 60_000)
  const failed = events.failed + posts.failed
  return [
    connected > 0 && isSlackLate(backlog)
      ? bad(
          'Slack queue',
          `something has waited for ${minutes} minutes`,
          'Is a worker running? Its log says what it fails at.',
        )
      : good('Slack queue', 'nothing waits for long'),
    failed === 0
      ? good('Slack failures', 'none')
      : bad(
          'Slack failures',
          `${events.failed} events and ${posts.failed} posts`,
          '“Slack” in the console says why of each, and tries again.',
        ),
  ]
}
