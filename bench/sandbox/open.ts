import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { slackJobs } from '#bot/jobs.ts'
import { answerSlack, startSlack as connectSlack } from '#bot/start.ts'
import { startConsole } from '#console/server.ts'
import { type App, perform } from '#core/app.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import { readEnv } from '#core/env.ts'
import { addAgent } from '#core/people/agents.ts'
import { openDesk } from '#core/start.ts'
import { addMailbox, addTeam } from '#core/teams/teams.ts'
import { workJobs } from '#core/work.ts'
import { mailJobs } from '#ingest/jobs.ts'
import { closeReaders } from '#ingest/mail/read-in-worker.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { startSmtp } from '#ingest/smtp.ts'
import { runningClock } from '#tests/support/slack/clock.ts'
import { type Slack, startSlack } from '#tests/support/slack/start.ts'
import { app as manifest } from './manifest.ts'
import { openPostOffice } from './post-office.ts'

/** How the agents of the sandbox sign in to its console. */
export const signIn = { email: 'mira@acme.test', password: 'a morning in the sandbox' }
const careAddress = 'care@acme.test'
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
  return {
    slack,
    consoleUrl: http.url,
    inbox: post.inbox,
    write: (mail: Parameters<typeof post.write>[1]) => post.write(smtp.port, mail),
    close: async () => {
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

/** Mira and Jonas are agents; Cleo works at Acme, and Gus is a guest there. */
function fillWorkspace(slack: Slack): void {
  slack.addPerson('mira', { name: 'Mira Holm', email: signIn.email })
  slack.addPerson('jonas', { name: 'Jonas Weber', email: 'jonas@acme.test' })
  slack.addPerson('cleo', { name: 'Cleo Park', email: 'cleo@acme.test' })
  slack.addPerson('gus', { name: 'Gus Lind', email: 'gus@agency.example', kind: 'guest' })
  slack.addChannel('support', { members: ['mira', 'jonas', 'gus', 'deskwire'] })
  slack.addChannel('general', { members: ['mira', 'jonas', 'cleo', 'gus', 'deskwire'] })
}

async function hire(app: App): Promise<void> {
  await perform(app, null, async (work) => {
    const team = await addTeam(work, 'Customer care', '#support')
    await addMailbox(work, { address: careAddress, name: 'Acme Care', teamId: team })
    const teamIds = [team]
    await addAgent(work, { ...signIn, name: 'Mira Holm', role: 'admin', teamIds })
    await addAgent(work, { email: 'jonas@acme.test', name: 'Jonas Weber', role: 'agent', teamIds })
  })
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
