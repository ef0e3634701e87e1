import { expect } from 'vitest'
import type { App } from '#core/app.ts'
import { signed } from '#tests/support/slack/sign.ts'

/**
 * Tells the desk of what happened in Slack, in the envelope that emulate makes, signed as it signs; twice, as Slack does
 * when it has heard no answer. The test has to post it: emulate 0.12.2 delivers events, but nothing in its API or in
 * its seed takes the address of whoever listens.
 */
export function telling(app: App, url: string) {
  let count = 0
  return async (event: object): Promise<void> => {
    const event_time = Math.floor(app.clock().getTime() / 1000)
    const envelope = { team_id: 'T000000001', event_id: `Ev${++count}`, event_time, event }
    const body = JSON.stringify({ type: 'event_callback', ...envelope })
    const headers = {
      'content-type': 'application/json',
      ...signed(app.env.SLACK_SIGNING_SECRET ?? '', event_time, body),
    }
    for (let times = 0; times < 2; times += 1) {
      const answer = await fetch(`${url}/slack/events`, { method: 'POST', headers, body })
      expect(answer.status).toBe(200)
    }
  }
}
