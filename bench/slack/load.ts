import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { signed } from '#tests/support/slack/sign.ts'

/**
 * A process of its own, so that the client's work is not the server's: PORT SECRET RUN RATE COUNT. It posts at its
 * rate whether or not the answers keep up, as Slack does, and prints how many milliseconds each answer took.
 */
const [port = '', secret = '', run = '', rate = '', count = ''] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

function event(n: number): string {
  return JSON.stringify({
    token: 'verification',
    team_id: 'T0BENCH',
    api_app_id: 'A0BENCH',
    type: 'event_callback',
    event_id: `Ev${run}${n}`,
    event_time: 1_700_000_000,
    authorizations: [{ team_id: 'T0BENCH', user_id: 'U0BOT', is_bot: true }],
    event: {
      type: 'message',
      channel: 'C0GENERAL',
      channel_type: 'channel',
      user: 'U0SOMEBODY',
      ts: `1700000000.${String(n).padStart(6, '0')}`,
      text: 'Has anybody seen the figures of last month? '.repeat(20),
    },
  })
}

function post(n: number): Promise<number> {
  const body = event(n)
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...signed(secret, Math.floor((performance.timeOrigin + started) / 1000), body),
    }
    const options = { port: Number(port), method: 'POST', path: '/slack/events', agent, headers }
    const asked = request(options, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - started)
        else reject(new Error(`The answer to event ${n} was ${answer.statusCode}`))
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const began = performance.now()
const answers: Promise<number>[] = []
for (let n = 0; n < Number(count); n += 1) {
  const due = began + (n * 1000) / Number(rate)
  const early = due - performance.now()
  if (early > 1) await sleep(early)
  answers.push(post(n))
}
process.stdout.write(JSON.stringify(await Promise.all(answers)))
agent.destroy()
