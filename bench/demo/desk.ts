import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { slackJobs } from '#bot/jobs.ts'
import { startConsole } from '#console/server.ts'
import type { Agent } from '#core/actor.ts'
import { type App, perform, read } from '#core/app.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import { readEnv } from '#core/env.ts'
import { findMails } from '#core/mails/find.ts'
import { addAgent, agentById } from '#core/people/agents.ts'
import { openDesk } from '#core/start.ts'
import { addMailbox, addTeam, teamByName } from '#core/teams/teams.ts'
import { assignTicket } from '#core/tickets/assign.ts'
import { moveTicket, prioritiseTicket } from '#core/tickets/change.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { findTickets } from '#core/tickets/find.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { workJobs } from '#core/work.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { mailJobs } from '#ingest/jobs.ts'
import { closeTransport } from '#ingest/outbound/transport.ts'
import { startSmtp } from '#ingest/smtp.ts'
import { startSink } from '#tests/support/sink.ts'
import { demoMails } from './mails.ts'

export const password = 'a morning at the help desk'
export const email = 'mira@localhost'

/** A desk of its own with a morning's mail in it, and three agents who have begun to answer. */
export async function openDemoDesk() {
  const data = await mkdtemp(join(tmpdir(), 'deskwire-demo-'))
  const relay = await startSink()
  const desk = await openDesk(
    readEnv({
      DESKWIRE_DATA: data,
      HTTP_PORT: '0',
      SMTP_PORT: '0',
      SMTP_URL: relay.url,
      LOG_LEVEL: 'error',
    }),
    { working: true },
  )
  const { app } = desk
  const smtp = await startSmtp(app)
  const http = await startConsole(app)
  await workJobs(app, { ...mailJobs(app), ...slackJobs(app), ...deskJobs(app) })
  const agents = await hire(app)
  await sendMails(smtp.port)
  await allRead(app)
  await beginToAnswer(app, agents)
  return {
    app,
    url: http.url,
    smtp: smtp.port,
    close: async () => {
      await http.close()
      await smtp.close()
      await desk.close()
      closeTransport(app)
      await relay.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function hire(app: App): Promise<[Agent, Agent, Agent]> {
  const ids = await perform(app, null, async (work) => {
    const support = await teamByName(work.tx, 'Support')
    const billing = await addTeam(work, 'Billing')
    await addMailbox(work, { address: 'billing@localhost', name: 'Billing', teamId: billing })
    const teamIds = [support, billing]
    return [
      await addAgent(work, { email, name: 'Mira Holm', role: 'admin', teamIds, password }),
      await addAgent(work, {
        email: 'jonas@localhost',
        name: 'Jonas Weber',
        role: 'agent',
        teamIds,
      }),
      await addAgent(work, { email: 'aiko@localhost', name: 'Aiko Mori', role: 'lead', teamIds }),
    ]
  })
  const [mira, jonas, aiko] = await Promise.all(
    ids.map((id) => read(app, null, (db) => agentById(db, id, { via: 'console' }))),
  )
  if (!mira || !jonas || !aiko) throw new Error('an agent who was just hired is not there')
  return [mira, jonas, aiko]
}

async function sendMails(port: number): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  for (const { id, after, ...mail } of demoMails) {
    const parent = after && `<${after}@demo.example>`
    await transport.sendMail({
      ...mail,
      to: 'help@localhost',
      messageId: `<${id}@demo.example>`,
      ...(parent && { inReplyTo: parent, references: [parent] }),
    })
  }
  transport.close()
}

async function allRead(app: App): Promise<void> {
  const unread = () => read(app, null, (db) => findMails(db, { state: 'received' }))
  while ((await unread()).items.length > 0) await new Promise((resolve) => setTimeout(resolve, 100))
}

async function beginToAnswer(app: App, [mira, jonas, aiko]: [Agent, Agent, Agent]): Promise<void> {
  const { items } = await read(app, null, (db) => findTickets(db))
  const about = (words: string): TicketId => {
    const found = items.find(({ subject }) => subject.includes(words))
    if (!found) throw new Error(`no demo ticket about ${words}`)
    return found.id
  }
  const [outage, exports, invoice] = [
    about('shop is down'),
    about('Export stops'),
    about('Rechnung'),
  ]
  await perform(app, mira, (work) => assignTicket(work, outage, mira.personId))
  await perform(app, mira, (work) => prioritiseTicket(work, outage, 'CRITICAL'))
  await perform(app, mira, (work) =>
    escalateTicket(work, outage, 'Orders are failing in three regions'),
  )
  await perform(app, mira, (work) => moveTicket(work, outage, 'in_progress'))
  await perform(app, jonas, (work) => assignTicket(work, exports, jonas.personId))
  await perform(app, jonas, (work) => prioritiseTicket(work, exports, 'HIGH'))
  await perform(app, jonas, (work) =>
    noteOnTicket(work, exports, {
      text: 'The new pager in 4.2 caps every export. A fix is in review; the old endpoint still gives all rows.',
    }),
  )
  await perform(app, jonas, (work) =>
    replyToTicket(work, exports, {
      text: 'Hello Ada,\n\nthank you for the exact number, it told us where to look: the update introduced a page limit that exports should not have. A fix goes out tomorrow morning.\n\nUntil then, adding ?all=1 to the export address gives you all 64,000 rows.\n\nJonas',
      undoSeconds: 0,
    }),
  )
  await perform(app, aiko, (work) => assignTicket(work, invoice, aiko.personId))
  await perform(app, aiko, (work) =>
    replyToTicket(work, invoice, {
      text: 'Guten Tag Herr Krüger,\n\nSie haben recht, die Buchung vom 5. war doppelt. Wir erstatten 248,00 € heute.\n\nAiko Mori',
      undoSeconds: 0,
    }),
  )
  for (const done of ['Devis', '請求書'])
    await perform(app, aiko, (work) => moveTicket(work, about(done), 'resolved'))
}
