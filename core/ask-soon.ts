import type { PgBoss } from 'pg-boss'
import { type App, perform } from './app.ts'
import type { JobData, JobName } from './jobs.ts'
import { together } from './together.ts'

interface Asked {
  name: JobName
  data: JobData<JobName>
}

const pending = new WeakMap<PgBoss, Set<Promise<void>>>()

/**
 * Asks for a job after its cause has been committed, where a ledger says what is to be done and is swept every minute:
 * whoever was promised that it is kept need not wait for the job, and many are asked for together. Never fails: the
 * sweep asks for what a crash or a fault kept from being asked for.
 */
export function askSoon<Name extends JobName>(app: App, name: Name, data: JobData<Name>): void {
  const here = pending.get(app.boss) ?? new Set()
  pending.set(app.boss, here)
  const asked = askTogether(app, { name, data })
    .catch((err: unknown) =>
      app.log.warn({ err, job: name }, 'a job could not be asked for; the next sweep asks for it'),
    )
    .then(() => void here.delete(asked))
  here.add(asked)
}

/** Resolves once all that was to be asked for soon has been. */
export async function allAsked({ boss }: Pick<App, 'boss'>): Promise<void> {
  await Promise.all(pending.get(boss) ?? [])
}

/** The rest lets a busy desk ask for a few dozen at once. */
const askTogether = together(
  async (app: App, asked: readonly Asked[]) => {
    const once = new Map(asked.map((one) => [JSON.stringify(one), one]))
    await perform(app, null, async (work) => {
      for (const { name, data } of once.values()) work.enqueue(name, data)
    })
    return asked
  },
  { most: 500, restMs: 20 },
)
