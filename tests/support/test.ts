import { test as base } from 'vitest'
import type { App } from '#core/app.ts'
import { testApp } from './app.ts'
import { cloneDatabase } from './database.ts'
import { factories } from './factories.ts'

/**
 * `app`: a desk whose every change is undone after the test, because units of work become savepoints of one
 * transaction. `own`: a desk on a database of its own, for tests where several transactions must meet or commit.
 * `a`: sentences that make things (`await a.ticket({ status: 'resolved' })`), `pass`: moves the desk's clock.
 */
export const test = base
  .extend('shared', { scope: 'file' }, async ({}, { onCleanup }) => {
    const database = await cloneDatabase()
    const desk = await testApp(database.runtimeUrl)
    onCleanup(async () => {
      await desk.close()
      await database.drop()
    })
    return desk
  })
  .extend('app', async ({ shared }, { onCleanup }): Promise<App> => {
    const { app, undo } = await undoable(shared.app)
    onCleanup(undo)
    return app
  })
  .extend('pass', ({ shared }) => shared.pass)
  .extend('a', ({ app }) => factories(app))
  .extend('own', async ({}, { onCleanup }) => {
    const database = await cloneDatabase()
    const desk = await testApp(database.runtimeUrl)
    onCleanup(async () => {
      await desk.close()
      await database.drop()
    })
    return { ...desk, database, a: factories(desk.app) }
  })

const undone = new Error('undone')

/** The same desk inside a transaction that never commits. */
function undoable(app: App): Promise<{ app: App; undo: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const ended = app.db.transaction(
      (tx) =>
        new Promise<never>((_, end) => {
          const undo = async () => {
            end(undone)
            await ended.catch(() => {})
          }
          resolve({ app: { ...app, db: tx, readOnly: tx, signIns: tx }, undo })
        }),
    )
    ended.catch((error) => error !== undone && reject(error))
  })
}
