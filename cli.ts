import './quick-load.ts'

import { Command } from 'commander'
import type { TryFolder } from '#console/commands/imap.ts'
import type { ImportArchive } from '#console/commands/import.ts'
import { runProgram } from '#console/commands/run-program.ts'
import type { App } from '#core/app.ts'
import type { MailId } from '#db/schema/columns.ts'

type Define = (command: Command) => void

/** Every command. Only the one that is asked for is loaded, so that help and mistakes are answered at once. */
const commands: Record<string, [summary: string, load: () => Promise<Define>]> = {
  start: ['start the desk, as `npm start` does', async () => defineStart],
  migrate: [
    'bring the database up to this version; starting does it too',
    async () => (await import('#console/commands/migrate.ts')).defineMigrate,
  ],
  doctor: [
    'look for what keeps the desk from working, and say what to do',
    async () => (await import('#console/commands/doctor.ts')).defineDoctor(askSlack),
  ],
  user: ['people who answer', async () => (await import('#console/commands/user.ts')).defineUser],
  agent: [
    'how people work: hours, capacity, skills, away and back',
    async () => (await import('#console/commands/agent.ts')).defineAgent,
  ],
  skill: [
    'what tickets can need and agents can know',
    async () => (await import('#console/commands/skill.ts')).defineSkill,
  ],
  team: ['teams', async () => (await import('#console/commands/team.ts')).defineTeam],
  calendar: [
    'when teams are open, and their holidays',
    async () => (await import('#console/commands/calendar.ts')).defineCalendar,
  ],
  sla: [
    'what is promised to whom, and by when',
    async () => (await import('#console/commands/sla.ts')).defineSla,
  ],
  ladder: [
    'who is told next while nobody acknowledges an escalation',
    async () => (await import('#console/commands/ladder.ts')).defineLadder,
  ],
  escalation: [
    'how a ticket was escalated, and who acknowledged it',
    async () => (await import('#console/commands/escalation.ts')).defineEscalation,
  ],
  notify: [
    'how an agent is told what happens, and when',
    async () => (await import('#console/commands/notify.ts')).defineNotify,
  ],
  rule: [
    'what is done with tickets by itself',
    async () => (await import('#console/commands/rule.ts')).defineRule,
  ],
  mailbox: [
    'addresses that mail comes to',
    async () => (await import('#console/commands/mailbox.ts')).defineMailbox,
  ],
  macro: [
    'canned answers, with what is done beside them',
    async () => (await import('#console/commands/macro.ts')).defineMacro,
  ],
  field: [
    'facts that teams want to know of each ticket',
    async () => (await import('#console/commands/field.ts')).defineField,
  ],
  block: [
    'senders whose mail is spam',
    async () => (await import('#console/commands/block.ts')).defineBlock,
  ],
  dkim: [
    'keys that mail out is signed with',
    async () => (await import('#console/commands/dkim.ts')).defineDkim,
  ],
  token: [
    'access for programs',
    async () => (await import('#console/commands/token.ts')).defineToken,
  ],
  ingest: [
    'take raw mail from files, or from standard input, and read it; one line of JSON a mail',
    async () => (await import('#console/commands/ingest.ts')).defineIngest(readNow),
  ],
  imap: [
    'mailboxes at other providers that mail is fetched from',
    async () => (await import('#console/commands/imap.ts')).defineImap(tryFolder),
  ],
  import: [
    'bring an archive of mail in, with its dates; nobody is written to',
    async () => (await import('#console/commands/import.ts')).defineImport(importArchive),
  ],
  replay: [
    "read a mail that had no effect again, with today's parser",
    async () => (await import('#console/commands/replay.ts')).defineReplay(readNow),
  ],
  canary: [
    'send a mail to the desk itself, and wait until it has arrived',
    async () => (await import('#console/commands/canary.ts')).defineCanary(sendCanary),
  ],
  retention: [
    'what has been kept long enough: see it, or let it go',
    async () => (await import('#console/commands/retention.ts')).defineRetention,
  ],
  why: [
    'what the desk decided about a ticket by itself, and why',
    async () => (await import('#console/commands/why.ts')).defineWhy,
  ],
  audit: ['the audit trail', async () => (await import('#console/commands/audit.ts')).defineAudit],
}

const program = new Command('deskwire').description(
  'A self-hosted help desk. Commands work beside a running desk and without one.',
)
const asked = process.argv.slice(2).find((word) => !word.startsWith('-') && word !== 'help')
for (const [name, [summary, load]] of Object.entries(commands)) {
  const command = program.command(name).description(summary)
  if (name === asked) (await load())(command)
}
await runProgram(program, process.argv)

function defineStart(start: Command): void {
  start.action(async () => void (await import('./main.ts')))
}

async function importArchive(...given: Parameters<ImportArchive>): Promise<void> {
  await (await import('#ingest/import/import-archive.ts')).importArchive(...given)
}

async function tryFolder(...given: Parameters<TryFolder>) {
  return (await import('#ingest/imap-session.ts')).tryFolder(...given)
}

async function askSlack(app: App) {
  return (await import('#bot/setup/ask-slack.ts')).askSlack(app)
}

/** Commands are one edge and reading mail is another: they meet here. */
async function readNow(app: App, id: MailId): Promise<void> {
  const { readMail } = await import('#ingest/read-mail.ts')
  await readMail(app, id)
}

/** The same for sending: see console/commands/canary.ts. */
async function sendCanary(app: App) {
  const { sendCanary } = await import('#ingest/outbound/canary.ts')
  const { closeTransport } = await import('#ingest/outbound/transport.ts')
  return sendCanary(app).finally(() => closeTransport(app))
}
