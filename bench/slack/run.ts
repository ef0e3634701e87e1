import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startServer, stopServer } from '#bench/ingest/processes.ts'
import { atMost, percentile, type Report } from '#bench/report.ts'
import { readEnv } from '#core/env.ts'
import { manifest } from '#core/slack/setup-manifest.ts'
import { openDesk } from '#core/start.ts'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { runningClock } from '#tests/support/slack/clock.ts'
import { type Slack, startSlack } from '#tests/support/slack/start.ts'
import { hire, measureClaims } from './claims.ts'

const rates = [50, 500] // Events a second.
const seconds = 10
const rounds = 3 // The desk and the limit take turns, so that what disturbs the machine disturbs both.
const run = promisify(execFile)

/**
 * What Slack waits for: its events answered with 200 once they are kept, beside a bare route that checks the signature
 * and commits, on the same machine in the same run; and a card that shows who claimed its ticket.
 */
export async function benchSlack(): Promise<Report> {
  const dir = await mkdtemp(join(tmpdir(), 'deskwire-bench-'))
  const server = await startEmbedded(dir)
  const { scopes, events } = manifest
  const slack = await startSlack({ app: { scopes, events }, clock: runningClock() })
  const env = {
    DATABASE_URL: server.url,
    DESKWIRE_DATA: dir,
    HTTP_PORT: '0',
    SMTP_PORT: '0',
    PUBLIC_URL: 'https://desk.test',
    LOG_LEVEL: 'warn',
    SLACK_API_URL: slack.env.SLACK_API_URL,
    SLACK_BOT_TOKEN: slack.env.SLACK_BOT_TOKEN,
    SLACK_SIGNING_SECRET: slack.env.SLACK_SIGNING_SECRET,
  }
  const admin = connect(server.url, { max: 1 })
  try {
    await admin.sql`create database limits`
    const limitUrl = server.url.replace(/\/deskwire$/, '/limits')
    const answered = await measureAnswers(env, limitUrl)
    const claims = await measureCards(env, slack)
    return report(answered, claims)
  } finally {
    await admin.close()
    await slack.close()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

type Answers = Record<'door' | 'limit' | 'whole', Map<number, number[]>>

/** The door alone, as its limit stands alone; and `whole`, where the same process works what it was told. */
async function measureAnswers(env: Record<string, string>, limitUrl: string): Promise<Answers> {
  const secret = env.SLACK_SIGNING_SECRET ?? ''
  const answers: Answers = { door: new Map(), limit: new Map(), whole: new Map() }
  const door = await startServer('main.ts', [], { ...env, DESKWIRE_ROLES: 'console' })
  const limit = await startServer('bench/slack/limit-server.ts', [limitUrl, secret])
  for (let round = 0; round <= rounds; round += 1)
    for (const rate of rates)
      for (const [name, { ports }] of [
        ['door', door],
        ['limit', limit],
      ] as const) {
        const millis = await load(ports.http, secret, `${name}${round}`, rate)
        if (round > 0) keep(answers[name], rate, millis) // The first round warms up.
      }
  await stopServer(limit.child)
  await stopServer(door.child)
  const whole = await startServer('main.ts', [], { ...env, DESKWIRE_ROLES: 'console,worker' })
  for (const rate of rates) {
    await load(whole.ports.http, secret, 'warm', rate)
    keep(answers.whole, rate, await load(whole.ports.http, secret, 'whole', rate))
  }
  await stopServer(whole.child)
  return answers
}

function keep(by: Map<number, number[]>, rate: number, millis: number[]): void {
  by.set(rate, [...(by.get(rate) ?? []), ...millis])
}

async function load(port: number, secret: string, name: string, rate: number): Promise<number[]> {
  const script = fileURLToPath(new URL('load.ts', import.meta.url))
  const args = [String(port), secret, `${name}at${rate}`, String(rate), String(rate * seconds)]
  const { stdout } = await run(process.execPath, [script, ...args], { maxBuffer: 64_000_000 })
  return JSON.parse(stdout) as number[]
}

async function measureCards(env: Record<string, string>, slack: Slack): Promise<number[]> {
  const whole = await startServer('main.ts', [], env)
  slack.connect(`http://127.0.0.1:${whole.ports.http}/slack/events`)
  const desk = await openDesk(readEnv(env))
  try {
    return await measureClaims(desk.app, slack, await hire(desk.app, slack))
  } finally {
    await desk.close()
    await stopServer(whole.child)
  }
}

function report({ door, limit, whole }: Answers, claims: number[]): Report {
  const made: Report = { bench: 'slack', figures: {}, limits: {}, ratios: {}, bars: {} }
  for (const rate of rates) {
    for (const [words, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const name = `event to 200, ${rate}/s, ${words} ms`
      const got = percentile(door.get(rate) ?? [], share)
      const least = percentile(limit.get(rate) ?? [], share)
      made.figures[name] = got
      made.limits[name] = least
      made.ratios[name] = got / least
      if (share === 0.99) made.bars[name] = atMost(2, got / least)
    }
    const name = `the same while the events are worked, ${rate}/s, p99 ms`
    made.figures[name] = percentile(whole.get(rate) ?? [], 0.99)
  }
  const name = 'claim to updated card, p95 ms'
  made.figures['claim to updated card, p50 ms'] = percentile(claims, 0.5)
  made.figures[name] = percentile(claims, 0.95)
  made.bars[name] = atMost(300, percentile(claims, 0.95))
  return made
}
