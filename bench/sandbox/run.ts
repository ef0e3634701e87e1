import { parseArgs } from 'node:util'
import { signIn } from './hire.ts'
import { openSandbox, type Sandbox } from './open.ts'
import { bell, serveSandbox } from './serve.ts'
import { writeMorning } from './write-morning.ts'

const { values } = parseArgs({ options: { port: { type: 'string', default: '3030' } } })

/** Slack as a page on this machine, with a whole Deskwire behind it, until Ctrl-C. */
async function run(): Promise<void> {
  const stopped = toldToStop()
  process.stdout.write('Starting a Deskwire and a Slack of its own…\n')
  const changes = bell()
  const sandbox = await openSandbox(changes.ring)
  const page = await serveSandbox(sandbox, changes, Number(values.port)).catch(async (error) => {
    await sandbox.close()
    throw error
  })
  process.stdout.write(welcome(page.url, sandbox))
  await writeMorning(sandbox)
  await stopped
  process.stdout.write('Stopping: nothing of it is kept.\n')
  await page.close()
  await sandbox.close()
}

function welcome(url: string, { consoleUrl }: Sandbox): string {
  return `
Open ${url} — you are Mira, and #support fills with customers' mail.

Things to try:
  1. Press Claim on a card, then Reply; or write "!On it." in its thread. 🕒 becomes ✉️ once it has left.
  2. Read the answer under "Customers' mail", and answer it as the customer: it comes back into the thread.
  3. Be Cleo, a colleague: write something in #general, and put 🎫 on it. Answer as Jonas, in #support.
  4. Be Gus, a guest: open the thread of a card and press Claim there. Deskwire says why not, to Gus alone.
  5. In two minutes the day's digest comes; ⋯ on a card merges, escalates, and applies macros.

The console of this desk: ${consoleUrl} (${signIn.email}, "${signIn.password}")
Ctrl-C stops everything.

`
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

run().catch((error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === 'EADDRINUSE'
      ? `Port ${values.port} is taken: stop what listens there, or name another with --port.`
      : error.stack
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
})
