import { slackJobs } from '#bot/jobs.ts'
import { perform } from '#core/app.ts'
import { deskJobs, startClocks } from '#core/desk-jobs.ts'
import { readEnv, slackIsOn } from '#core/env.ts'
import { explainStart } from '#core/explain-start.ts'
import { inviteFirstAdmin } from '#core/people/first-admin.ts'
import { operatorProblem } from '#core/problem.ts'
import { openDesk } from '#core/start.ts'
import { workJobs } from '#core/work.ts'
import { mailJobs, readLeftoversNow } from '#ingest/jobs.ts'
import { closeReaders } from '#ingest/mail/read-in-worker.ts'
import { sendLeftovers } from '#ingest/outbound/deliver.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'

/** Starts the roles asked for in one process, says in plain words what to do next, and stops cleanly when told to. */
async function runDesk(): Promise<void> {
  const env = readEnv()
  const roles = new Set(env.DESKWIRE_ROLES)
  const told = toldToStop() // Listened for from now on: whoever reads READY may stop it in the same moment.
  const desk = await openDesk(env, { working: roles.has('worker') })
  const { app } = desk
  const closing: (() => Promise<void> | void)[] = [
    desk.close,
    () => closeTransport(app),
    closeReaders,
  ]
  try {
    // Each door is loaded where it opens: a worker carries no web server.
    const smtp = roles.has('ingest')
      ? await (await import('#ingest/smtp.ts')).startSmtp(app)
      : undefined
    if (smtp) closing.unshift(smtp.close)
    const slack = slackIsOn(env) ? await import('#bot/start.ts') : undefined
    const http = roles.has('console')
      ? await (await import('#console/server.ts')).startConsole(app, slack?.answerSlack(app))
      : undefined
    if (http) closing.unshift(http.close)
    if (slack) closing.unshift(await slack.startSlack(app))
    if (roles.has('worker')) {
      await workJobs(app, { ...mailJobs(app), ...slackJobs(app), ...deskJobs(app) })
      closing.unshift(await startClocks(app))
      await readLeftoversNow(app)
      await sendLeftovers(app)
    }
    const token = http && (await perform(app, null, inviteFirstAdmin))
    process.stdout.write(await explainStart(app, { ...desk, http, smtp, token }))
    const ready = { http: http?.port ?? null, smtp: smtp?.port ?? null, url: http?.url ?? null }
    process.stdout.write(`READY ${JSON.stringify(ready)}\n`)
    await told
    process.stdout.write('Stopping: letting what has begun end…\n')
  } finally {
    for (const close of closing) await close()
  }
}

/** Resolves at Ctrl-C or SIGTERM; a second one ends the process at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
  })
}

runDesk().catch((error: unknown) => {
  const problem = operatorProblem(error)
  process.stderr.write(`${problem ?? (error instanceof Error ? error.stack : error)}\n`)
  process.exit(1)
})
