import { startClocks } from '#core/desk-jobs.ts'
import { readEnv } from '#core/env.ts'
import { openDesk } from '#core/start.ts'

/** A worker process that does nothing but watch clocks: `node bench/sla/worker.ts DATABASE_URL FOLDER`. */
const [url = '', folder = ''] = process.argv.slice(2)
const env = readEnv({ DATABASE_URL: url, DESKWIRE_DATA: folder, LOG_LEVEL: 'error' })
const { app, close } = await openDesk(env)
const stop = await startClocks(app)
process.once('SIGTERM', async () => {
  await stop()
  await close()
})
process.stdout.write('READY {}\n')
