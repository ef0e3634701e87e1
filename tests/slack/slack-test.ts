import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { test as base } from 'vitest'
import { type SlackOptions, startSlack } from '#tests/support/slack/start.ts'

/** A client as Slack makes it, that asks once and waits for nothing. */
export function webClient(slack: { url: string }, token = 'xoxb-for-tests') {
  return new WebClient(token, {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  })
}

export const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/**
 * `slack`: Acme's workspace with #support (ada and the bot), #secret (private: ada alone) and ben. `web`: Slack's own
 * client on it. `bolt`: Slack's own framework, told by signed HTTP; its clock cannot be set, so ours begins now.
 */
export const test = base
  .extend('options', async (): Promise<SlackOptions> => ({ from: new Date() }))
  .extend('slack', async ({ options }, { onCleanup }) => {
    const slack = await startSlack(options)
    onCleanup(slack.close)
    slack.addPerson('ada')
    slack.addPerson('ben')
    slack.addChannel('support', { members: ['ada', 'deskwire'] })
    slack.addChannel('secret', { kind: 'private', members: ['ada'] })
    return slack
  })
  .extend('web', ({ slack }) => webClient(slack))
  .extend('ada', ({ slack }) => slack.person('ada'))
  .extend('support', ({ slack }) => slack.channel('support').id)
  .extend('bolt', async ({ slack }, { onCleanup }) => {
    const receiver = new HTTPReceiver({
      signingSecret: slack.env.SLACK_SIGNING_SECRET,
      logger: silent,
      port: 0,
      processBeforeResponse: true,
    })
    const app = new App({
      receiver,
      token: slack.botToken,
      logger: silent,
      clientOptions: { slackApiUrl: slack.env.SLACK_API_URL, retryConfig: { retries: 0 } },
    })
    const server = await app.start({ port: 0, host: '127.0.0.1' })
    onCleanup(async () => void (await app.stop()))
    const address = 'address' in server ? server.address() : null
    slack.connect(
      `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/slack/events`,
    )
    return app
  })
