import { Resolver } from 'node:dns/promises'
import type { AskDns } from '#core/app.ts'

/** Answers are asked for again after this, however long they may be kept: a key that was just published counts soon. */
const keptMs = 60_000
const maxKept = 2000
const maxKeptLength = 4096

type Answer = ReturnType<AskDns>

const servers = new Resolver({ timeout: 1500, tries: 2 })
const kept = new Map<string, { answer: Answer; until: number }>()

/**
 * The DNS, asked about one mail. Once `patienceMs` have passed since the first question, every one that is open fails
 * as if no name server answered, so that none can keep a mail waiting.
 */
export function dnsFor(ask: AskDns = askOrRemember, patienceMs: number): AskDns {
  let late: Promise<never> | undefined
  return (name, type) => {
    late ??= failAfter(patienceMs)
    return Promise.race([ask(name, type), late])
  }
}

function failAfter(patienceMs: number): Promise<never> {
  const error = Object.assign(new Error('No name server answered in time'), { code: 'ETIMEOUT' })
  const late = new Promise<never>((_, reject) => void setTimeout(reject, patienceMs, error).unref())
  late.catch(() => {}) // By then most mails have their answers.
  return late
}

/** The few domains that most mail comes from are asked once a minute. */
function askOrRemember(name: string, type: string): Answer {
  const key = `${type} ${name.toLowerCase()}`
  const known = kept.get(key)
  if (known && known.until > performance.now()) return known.answer
  const answer = servers.resolve(name, type) as Answer
  kept.delete(key)
  kept.set(key, { answer, until: performance.now() + keptMs })
  const [oldest] = kept.keys()
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
  answer.then(
    (records) => JSON.stringify(records).length > maxKeptLength && kept.delete(key),
    ({ code }) => code === 'ENOTFOUND' || code === 'ENODATA' || kept.delete(key),
  )
  return answer
}
