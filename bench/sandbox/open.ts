import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { slackJobs } from '#bot/jobs.ts'
import { answerSlack, startSlack as connectSlack } from '#bot/start.ts'
import { startConsole } from '#console/server.ts'
import { deskJobs, startClocks } from '#core/desk-jobs.ts'
import { readEnv } from '#core/env.ts'
import { openDesk } from '#core/start.ts'
import { workJobs } from '#core/work.ts'
import { mailJobs } from '#ingest/jobs.ts'
import { closeReaders } from '#ingest/mail/read-in-worker.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { startSmtp } from '#ingest/smtp.ts'
import { runningClock } from '#tests/support/slack/clock.ts'
import { startSlack } from '#tests/support/slack/start.ts'
import { careAddress, fillWorkspace, hire } from './hire.ts'
import { app as manifest } from './manifest.ts'
import { openPostOffice } from './post-office.ts'

const undoSeconds = 8 // Enough to change one's mind, little enough to see the mail leave.

/**
 * A whole Deskwire on a database of its own, wired to a strict Slack in memory, with people, channels and
 * customers who write. Nothing of it is kept.
 * @param onChange hears of whatever may have changed what people see
 */
export async function openSandbox(onChange: () => void) {
  const slack = await startSlack({ app: manifest, clock: runningClock(), onCall: onChange })
  fillWorkspace(slack)
  const data = await mkdtemp(join(tmpdir(), 'deskwire-sandbox-'))
  const post = await openPostOffice(careAddress, onChange)
  const port = await freePort() // Known beforehand: cards link to the console.
  const desk = await openDesk(
    readEnv({
      DESKWIRE_DATA: data,
      HTTP_PORT: String(port),
      SMTP_PORT: '0',
      SMTP_URL: post.relay,
      UNDO_SECONDS: String(undoSeconds),
      LOG_LEVEL: 'error',
      SLACK_API_URL: slack.env.SLACK_API_URL,
      SLACK_FILE_HOSTS: slack.env.SLACK_FILE_HOSTS,
      SLACK_SIGNING_SECRET: slack.env.SLACK_SIGNING_SECRET,
      SLACK_BOT_TOKEN: slack.env.SLACK_BOT_TOKEN,
    }),
    { working: true },
  )
  const { app } = desk
  const smtp = await startSmtp(app)
  const http = await startConsole(app, answerSlack(app))
  slack.connect(`http://127.0.0.1:${http.port}/slack/events`)
  const disconnect = await connectSlack(app)
  await hire(app)
  await workJobs(app, { ...mailJobs(app), ...slackJobs(app), ...deskJobs(app) })
  const stopClocks = await startClocks(app)
  return {
    slack,
    consoleUrl: http.url,
    inbox: post.inbox,
    write: (mail: Parameters<typeof post.write>[1]) => post.write(smtp.port, mail),
    close: async () => {
      await stopClocks()
      await disconnect()
      await http.close()
      await smtp.close()
      await desk.close()
      closeTransport(app)
      await closeReaders()
      await post.close()
      await slack.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
