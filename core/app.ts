import { type SQL, sql } from 'drizzle-orm'
import type { Disk } from 'flydrive'
import { fromDrizzle, type PgBoss, type SendOptions } from 'pg-boss'
import type { Logger } from 'pino'
import type { Client, Database, Transaction } from '#db/client.ts'
import type { RuleId } from '#db/schema/columns.ts'
import type { Actor, Agent } from './actor.ts'
import { type Env, slackIsOn } from './env.ts'
import type { JobData, JobName } from './jobs.ts'
import type { KeyRing } from './key-ring.ts'

/** The running desk. Its pool can only begin transactions, so nothing reads or writes outside one. */
export interface App {
  db: Pick<Database, 'transaction'>
  readOnly: Pick<Database, 'transaction'>
  sql: Client['sql'] // For LISTEN alone.
  signIns: SignIns // For the sign-in library alone, which knows no units of work.
  boss: PgBoss
  env: Env
  clock: () => Date
  files: Disk
  keys: KeyRing
  log: Logger
  dns?: AskDns // Absent: the name servers of this machine.
}

/** As `resolve` of `node:dns/promises`: what is published under a name, or an error whose `code` says why nothing is. */
export type AskDns = (name: string, type: string) => Promise<string[][] | string[]>

/** A handle on the sign-in tables, which no row level security guards: nobody is known yet when they are read. */
type SignIns = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'transaction'>

export type Tx = Transaction
/** Asks, never changes: the transaction behind it is read only. */
export type Reader = Pick<
  Tx,
  'select' | 'selectDistinct' | 'selectDistinctOn' | '$with' | 'with' | '$count' | 'execute'
>

/** One unit of work: it is committed whole, with its events and jobs, or not at all. */
export interface Work {
  tx: Tx
  now: Date
  actor: Actor
  rule?: { id: RuleId; name: string } // The rule that does it, see core/routing/apply-rules.ts.
  past?: true // It tells of what has been long ago, see core/history.ts.
  keys: KeyRing // For names and tokens that only this desk can have given.
  enqueue<Name extends JobName>(job: Name, data: JobData<Name>, options?: JobTiming): void
}

type JobTiming = Pick<SendOptions, 'startAfter' | 'singletonKey'>
type Queued = { name: JobName; data: object } & JobTiming

/**
 * Does one unit of work for one actor, at one instant. Only edges call this; core is handed `work`, so units cannot
 * nest. What is thrown undoes everything.
 */
export function perform<T>(app: App, actor: Actor, todo: (work: Work) => Promise<T>): Promise<T> {
  return app.db.transaction(async (tx) => {
    const queued: Queued[] = []
    const result = await actingAs(tx, actor, () =>
      todo({
        tx,
        now: app.clock(),
        actor,
        keys: app.keys,
        enqueue: (name, data, options) => {
          if (isWorked(app, name)) queued.push({ name, data, ...options })
        },
      }),
    )
    await sendJobs(app.boss, tx, queued)
    return result
  })
}

/** A desk without Slack has nothing to tell it, and should not pay for saying so. */
function isWorked({ env }: App, job: JobName): boolean {
  return !job.startsWith('slack.') || slackIsOn(env)
}

/** The read-only twin of `perform`, under the same row level security. */
export function read<T>(app: App, actor: Actor, ask: (db: Reader) => Promise<T>): Promise<T> {
  return app.readOnly.transaction((tx) => actingAs(tx, actor, () => ask(tx)))
}

/**
 * Lets a step that core itself has decided on pass the actor's own row level security: handing a ticket to a team
 * that its agent cannot see. The actor stays the author of what is recorded.
 */
export async function asDesk<T>(work: Work, step: () => Promise<T>): Promise<T> {
  if (!work.actor) return step()
  const result = await actingAs(work.tx, null, step)
  await work.tx.execute(actAs(work.actor))
  return result
}

/**
 * Lets an agent do a step within the desk's own work, as in a mail of theirs that is being read: under their row level
 * security, in their name, and by itself, so that a step which is refused leaves nothing behind.
 */
export async function asAgent<T>(
  work: Work,
  agent: Agent,
  step: (work: Work) => Promise<T>,
): Promise<T> {
  const result = await work.tx.transaction((tx) =>
    actingAs(tx, agent, () => step({ ...work, tx, actor: agent })),
  )
  await work.tx.execute(actAs(work.actor))
  return result
}

/**
 * Does a step as somebody. Who that is goes to Postgres together with the step's first statement, which need not wait
 * for the answer: statements of one connection are worked in their order, and were this one to fail, Postgres would
 * refuse whatever follows in its transaction.
 */
async function actingAs<T>(tx: Tx, actor: Actor, step: () => Promise<T>): Promise<T> {
  const said = tx.execute(actAs(actor)).then(() => {}) // Asking for its end is what sends it.
  const [result] = await Promise.all([step(), said])
  return result
}

/** Local to the transaction, so a pooled connection never carries it to the next person. */
function actAs(actor: Actor): SQL {
  const teams = `{${actor?.teamIds.join(',') ?? ''}}`
  return sql`select set_config('role', ${actor ? 'none' : 'deskwire_system'}, true),
    set_config('desk.role', ${actor?.role ?? 'system'}, true),
    set_config('desk.person', ${String(actor?.personId ?? '')}, true), set_config('desk.teams', ${teams}, true)`
}

/** pg-boss's own table is the outbox: the jobs commit with the work. One statement for each queue. */
async function sendJobs(boss: PgBoss, tx: Tx, queued: Queued[]) {
  for (const [name, batch] of Map.groupBy(queued, (job) => job.name)) {
    await boss.insert(
      name,
      batch.map(({ name: _, ...job }) => job),
      { db: fromDrizzle(tx, sql) },
    )
  }
}
