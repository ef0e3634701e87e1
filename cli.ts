import { Command } from 'commander'
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
  replay: [
    "read a mail that had no effect again, with today's parser",
    async () => (await import('#console/commands/replay.ts')).defineReplay(readNow),
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

/** Commands are one edge and reading mail is another: they meet here. */
async function readNow(app: App, id: MailId): Promise<void> {
  const { readMail } = await import('#ingest/read-mail.ts')
  await readMail(app, id)
}
