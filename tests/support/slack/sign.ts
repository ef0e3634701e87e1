import { createHmac } from 'node:crypto'

/** The headers that prove that a body is Slack's (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signed(secret: string, timestamp: number, body: string) {
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${digest}`,
  }
}
