import { App as Bolt, type Logger, LogLevel, type Receiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { type App, read } from '#core/app.ts'
import { unseal } from '#core/sealed.ts'
import { tokenPurpose, workspaceById } from '#core/slack/workspaces.ts'
import { listen } from './listeners/all.ts'

/** The desk in Slack: what hears, and what speaks. Made once for a desk; asks nobody before it is used. */
export interface Bot {
  app: App
  bolt: Bolt
  /** Speaks in a workspace; undefined: it is not connected. */
  clientOf(workspaceId: string): Promise<WebClient | undefined>
  /** Channels that Slack did not know, by name, and until when it is not asked again. */
  missing: Map<string, Date>
}

const callTimeoutMs = 10_000
const bots = new WeakMap<App, Bot>()

export function botOf(app: App): Bot {
  const made = bots.get(app) ?? makeBot(app)
  bots.set(app, made)
  return made
}

function makeBot(app: App): Bot {
  const logger = loggerOf(app)
  const clients = new Map<string, WebClient>()

  /** Never tries again by itself: a post whose answer got lost may have been made. The outbox knows how to ask. */
  function clientWith(token: string): WebClient {
    const client = clients.get(token) ?? new WebClient(token, clientOptions)
    clients.set(token, client)
    return client
  }

  const clientOptions = {
    slackApiUrl: app.env.SLACK_API_URL,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
    logger,
  }
  const tokenOf = (workspaceId: string) =>
    read(app, null, async (db) => {
      const workspace = await workspaceById(db, workspaceId)
      if (!workspace || workspace.disconnectedAt) return undefined
      const token = workspace.token
        ? unseal(app.keys, tokenPurpose, workspace.token)
        : app.env.SLACK_BOT_TOKEN
      return token ? { token, botUserId: workspace.botUserId } : undefined
    })

  const bolt = new Bolt({
    receiver: fed,
    logger,
    clientOptions,
    ignoreSelf: false, // It knows its own posts, but not its own edits: see intake/told.ts.
    authorize: async ({ teamId }, body) => {
      // Which workspace it is for was settled before: Bolt would believe the team of whoever acts.
      const id: unknown = body && 'deskWorkspace' in body ? body.deskWorkspace : teamId
      const known = await tokenOf(String(id))
      if (!known) throw new Error(`Workspace ${id} is not connected`)
      return { botToken: known.token, botUserId: known.botUserId, teamId: String(id) }
    },
  })
  const bot: Bot = {
    app,
    bolt,
    missing: new Map(),
    clientOf: async (workspaceId) => {
      const known = await tokenOf(workspaceId)
      return known ? clientWith(known.token) : undefined
    },
  }
  listen(bot)
  return bot
}

/** Bolt is fed from our own intake, which has kept what it is fed. */
const fed: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} }

/** Slack's libraries log whole requests when they debug; only what they warn of is ours to read. */
export function loggerOf({ log }: App): Logger {
  const said = (words: unknown[]) =>
    words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ')
  return {
    debug: () => {},
    info: () => {},
    warn: (...words) => log.warn(said(words)),
    error: (...words) => log.warn(said(words)), // Whoever called decides whether it is a fault.
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
