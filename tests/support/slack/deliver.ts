import { setTimeout as realTime } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import { signed } from './sign.ts'
import type { Sockets } from './sockets.ts'
import type { App, Json } from './world.ts'

export type Kind = 'event' | 'verification' | 'interactive' | 'command' | 'options'

/** What came back, or why nothing did, in the words of x-slack-retry-reason. */
export interface Answer {
  status: number
  body: string
  failure?: 'http_timeout' | 'connection_failed' | 'http_error'
  noRetry?: boolean
}

export interface Delivery {
  kind: Kind
  body: Json
  attempts: { at: number; retry: number; reason?: string; answer: Answer }[]
}

/** How the world reaches the app. */
export interface Post {
  event(body: Json): Promise<void>
  ask(kind: Exclude<Kind, 'event'>, body: Json): Promise<Answer>
}

interface Address {
  url: string | undefined
  sockets: Sockets
  app: App
  clock: Clock
}

const patienceMillis = 3000 // docs.slack.dev/apis/events-api: an answer within three seconds.
const retryAfterMillis = [0, 60_000, 300_000] // At once, after a minute, after five.
const graceMillis = 300 // Of real time: lets an answer that is on its way arrive before a standing clock jumps.

/** Carries events with Slack's retries, and clicks without. */
export function postman(address: Address, deliveries: Delivery[]) {
  const underWay = new Set<Promise<unknown>>()
  let copies = 1
  let held: Json[] | undefined
  let line = Promise.resolve() // Events go one after the other, so that a run is the same each time.

  function track<T>(work: Promise<T>): Promise<T> {
    const quiet = work.catch(() => {})
    underWay.add(quiet)
    void quiet.then(() => underWay.delete(quiet))
    return work
  }

  /** Resolves once the first attempt, and the retry that follows at once, are over. */
  function deliver(body: Json): Promise<void> {
    const delivery: Delivery = { kind: 'event', body, attempts: [] }
    deliveries.push(delivery)
    return track(attempt(delivery, 0))
  }

  async function attempt(delivery: Delivery, retry: number): Promise<void> {
    const reason = delivery.attempts.at(-1)?.answer.failure
    const at = address.clock.now()
    const answer = await carry(
      address,
      'event',
      delivery.body,
      retry ? { num: retry, reason } : undefined,
    )
    delivery.attempts.push({ at, retry, reason, answer })
    const wait = retryAfterMillis[retry]
    if (!answer.failure || answer.noRetry || wait === undefined) return
    if (wait === 0) return attempt(delivery, retry + 1)
    address.clock.after(wait, () => void track(attempt(delivery, retry + 1)))
  }

  const post: Post = {
    event: async (happened) => {
      const body = structuredClone(happened) // It is told as it was then, however late.
      if (held) {
        held.push(body)
        return
      }
      const deliverAll = () => Promise.all(Array.from({ length: copies }, () => deliver(body)))
      line = track(line.then(deliverAll).then(() => {}))
      await line
    },
    ask: (kind, asked) => {
      const body = structuredClone(asked)
      const delivery: Delivery = { kind, body, attempts: [] }
      deliveries.push(delivery)
      const at = address.clock.now()
      return track(
        carry(address, kind, body).then((answer) => {
          delivery.attempts.push({ at, retry: 0, answer })
          return answer
        }),
      )
    },
  }
  return {
    post,
    /** Sends an event again, as it was. */
    again: deliver,
    /** Every event from now on is sent so many times at once. */
    duplicate: (times: number) => {
      copies = times
    },
    /** Keeps events back; `release` sends them in the order it is told, `releaseAtOnce` all together. */
    hold: () => {
      held = []
      return {
        release: async (order: (events: Json[]) => Json[] = (events) => events) => {
          const waiting = order(held ?? [])
          held = undefined
          for (const body of waiting) await post.event(body)
        },
        releaseAtOnce: async () => {
          const waiting = held ?? []
          held = undefined
          await Promise.all(waiting.map(deliver))
        },
      }
    },
    /** Resolves when nothing is on its way any more. */
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

type Retry = { num: number; reason?: string }

async function carry(address: Address, kind: Kind, body: Json, retry?: Retry): Promise<Answer> {
  const socket = kind !== 'verification' && address.sockets.open()
  const way = socket ? bySocket : address.url ? byHttp : undefined
  if (!way) return { status: 0, body: '', failure: 'connection_failed' }
  const gaveUp = Promise.withResolvers<Answer>()
  const answer = way(address, kind, body, retry)
  const cancel = address.clock.after(patienceMillis, async () => {
    await Promise.race([answer.done, realTime(graceMillis)])
    gaveUp.resolve({ status: 0, body: '', failure: 'http_timeout' })
    answer.abandon()
  })
  const result = await Promise.race([answer.done, gaveUp.promise])
  cancel()
  return result
}

function bySocket({ sockets }: Address, kind: Kind, body: Json, retry?: Retry) {
  return sockets.send(kind, body, retry)
}

function byHttp({ url = '', app, clock }: Address, kind: Kind, body: Json, retry?: Retry) {
  const stop = new AbortController()
  const json = kind === 'event' || kind === 'verification'
  const text = json ? JSON.stringify(body) : form(kind, body)
  const request = fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: stop.signal,
    body: text,
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signed(app.signingSecret, Math.floor(clock.now() / 1000), text),
      ...(retry && {
        'x-slack-retry-num': String(retry.num),
        'x-slack-retry-reason': retry.reason ?? 'unknown_error',
      }),
    },
  })
  return { done: request.then(readAnswer).catch(noAnswer), abandon: () => stop.abort() }
}

/** Commands are plain forms; everything people click is JSON in a form. */
function form(kind: Kind, body: Json): string {
  const fields = kind === 'command' ? body : { payload: JSON.stringify(body) }
  return new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

async function readAnswer(response: Response): Promise<Answer> {
  const answer = {
    status: response.status,
    body: await response.text(),
    noRetry: response.headers.get('x-slack-no-retry') === '1',
  }
  return response.ok ? answer : { ...answer, failure: 'http_error' }
}

function noAnswer(): Answer {
  return { status: 0, body: '', failure: 'connection_failed' }
}
