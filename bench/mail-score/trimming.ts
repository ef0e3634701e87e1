import { Worker } from 'node:worker_threads'
import { compare, type Verdict } from './compare.ts'
import type { Case } from './corpora.ts'
import { percent, table } from './table.ts'
import type { Trimmed } from './trim-worker.ts'
import { type Body, trimmers } from './trimmers.ts'

const stallMs = 60_000

interface Judged {
  suite: string
  verdict: Verdict
}

/** Prints how well we and the libraries trim, on the same mails in the same run. */
export async function scoreTrimming(
  cases: readonly Case[],
  bodies: readonly Body[],
): Promise<void> {
  const results = new Map<string, Judged[]>()
  const slowest: string[][] = [['slowest mail, ms']]
  for (const name of Object.keys(trimmers)) {
    const { shown, slowestMs, stalled } = await run(name, bodies)
    slowest[0]?.push(slowestMs.toFixed(0))
    if (stalled)
      process.stdout.write(
        `${name} took more than ${stallMs / 1000} s for one mail and was stopped.\n`,
      )
    results.set(
      name,
      cases.flatMap(({ suite, category, expect }, n) =>
        expect.visibleText
          ? [
              {
                suite: `${suite} ${category}`,
                verdict: compare(expect.visibleText, shown[n] ?? ''),
              },
            ]
          : [],
      ),
    )
  }
  const header = ['', ...results.keys()]
  const suites = [
    ...new Set(
      cases
        .filter(({ expect }) => expect.visibleText)
        .map(({ suite, category }) => `${suite} ${category}`),
    ),
  ]
  for (const [title, facet] of [
    ['Trimmed text right (signatures and sign-offs neutral), % of cases', 'right'],
    ["At least 95 % of the customer's words kept, % of cases", 'kept'],
    ['No history shown (95 % of what is shown is the customer’s), % of cases', 'clean'],
  ] as const) {
    const rows = [...suites, 'TOTAL'].map((suite) => [
      `${suite} (${count(results.get('ours') ?? [], suite, facet)})`,
      ...[...results.values()].map((judged) => share(judged, suite, facet)),
    ])
    process.stdout.write(`\n${title}\n${table([header, ...rows])}\n`)
  }
  process.stdout.write(`\n${table([header, ...slowest])}\n`)
}

function of(judged: readonly Judged[], suite: string, facet: keyof Verdict): boolean[] {
  return judged
    .filter((one) => suite === 'TOTAL' || one.suite === suite)
    .map(({ verdict }) => verdict[facet])
    .filter((value) => value !== null)
}

function count(judged: readonly Judged[], suite: string, facet: keyof Verdict): number {
  return of(judged, suite, facet).length
}

function share(judged: readonly Judged[], suite: string, facet: keyof Verdict): string {
  return percent(of(judged, suite, facet))
}

/** In a worker, as some libraries take minutes for a mail and cannot be interrupted otherwise. */
function run(
  name: string,
  mails: readonly Body[],
): Promise<{ shown: string[]; slowestMs: number; stalled: boolean }> {
  const shown: string[] = []
  let slowestMs = 0
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./trim-worker.ts', import.meta.url), {
      workerData: { name, mails },
    })
    const stall = () => {
      resolve({ shown, slowestMs: stallMs, stalled: true })
      void worker.terminate()
    }
    let timer = setTimeout(stall, stallMs)
    worker.on('message', ({ n, shown: text, millis }: Trimmed) => {
      clearTimeout(timer)
      timer = setTimeout(stall, stallMs)
      shown[n] = text
      slowestMs = Math.max(slowestMs, n > 0 ? millis : 0) // The first pays for loading.
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(timer)
      resolve({ shown, slowestMs, stalled: false })
    })
  })
}
