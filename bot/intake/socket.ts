import { SocketModeReceiver } from '@slack/bolt'
import { botOf, loggerOf } from '#bot/bot.ts'
import type { App } from '#core/app.ts'
import { takeIn } from './take-in.ts'

/** Slack renews a connection every few hours, and for seconds there is none; so there are two. */
const connections = 2

/** What Slack's socket client hands on; its own types say `any`. */
interface Envelope {
  body: Record<string, unknown>
  ack(response?: unknown): Promise<void>
}

/**
 * Socket Mode: the desk opens connections to Slack, and is told over them what is posted elsewhere. An envelope is
 * acknowledged only once it is kept; Slack sends one that is not again.
 */
export async function openSockets(app: App): Promise<() => Promise<void>> {
  const bot = botOf(app)
  const receivers = Array.from({ length: connections }, () => {
    const receiver = new SocketModeReceiver({
      appToken: app.env.SLACK_APP_TOKEN ?? '',
      logger: loggerOf(app),
      installerOptions: { clientOptions: { slackApiUrl: app.env.SLACK_API_URL } },
    })
    receiver.client.removeAllListeners('slack_event') // Bolt's own answers before anything is kept.
    receiver.client.on('slack_event', ({ body, ack }: Envelope) => {
      takeIn(bot, body, JSON.stringify(body)).then(ack, (err: unknown) =>
        app.log.error({ err }, 'what Slack told could not be kept; Slack tells it again'),
      )
    })
    return receiver
  })
  await Promise.all(receivers.map((receiver) => receiver.client.start()))
  return async () => {
    await Promise.all(receivers.map((receiver) => receiver.client.disconnect()))
  }
}
