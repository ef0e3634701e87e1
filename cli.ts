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
    async () => (await import('#console/commands/doctor.ts')).defineDoctor,
  ],
  user: ['people who answer', async () => (await import('#console/commands/user.ts')).defineUser],
  team: ['teams', async () => (await import('#console/commands/team.ts')).defineTeam],
  mailbox: [
    'addresses that mail comes to',
    async () => (await import('#console/commands/mailbox.ts')).defineMailbox,
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
