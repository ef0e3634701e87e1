import { parseArgs } from 'node:util'
import { createTransport } from 'nodemailer'
import { demoMails } from './demo/mails.ts'

const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'help@localhost' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: process.env.SMTP_PORT ?? '2525' },
  },
})

/** Sends a morning's mails to a running desk over SMTP, as customers would. */
async function demo(): Promise<void> {
  const run = Date.now().toString(36) // So that each run is a morning of its own, not a second delivery.
  const messageId = (id: string) => `<${id}.${run}@demo.example>`
  const transport = createTransport({
    host: values.host,
    port: Number(values.port),
    tls: { rejectUnauthorized: false },
  })
  for (const { id, after, ...mail } of demoMails) {
    const parent = after && messageId(after)
    await transport.sendMail({
      ...mail,
      to: values.to,
      messageId: messageId(id),
      ...(parent && { inReplyTo: parent, references: [parent] }),
    })
    process.stdout.write(`  ${mail.from.name}: ${mail.subject}\n`)
  }
  transport.close()
  process.stdout.write(`\n${demoMails.length} mails sent to ${values.to}. Look at the console.\n`)
}

demo().catch((error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === 'ESOCKET' || error.code === 'ECONNECTION'
      ? `Nobody answers on ${values.host}:${values.port}. Start Deskwire with "npm start" first, or name its port with --port.`
      : error.message
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
})
