import type { Command } from 'commander'
import { type App, perform } from '#core/app.ts'
import { acceptMail } from '#core/mails/accept.ts'
import { senderOf } from '#core/mails/envelope.ts'
import { mailboxOf } from '#core/mails/recipients.ts'
import { refuse } from '#core/refusal.ts'
import { allMailboxes } from '#core/teams/teams.ts'
import { type Options, onDesk } from './answer.ts'
import { email } from './given.ts'
import { bytesFrom, sourceOf } from './given-file.ts'
import { endOf, type ReadNow } from './replay.ts'

interface Given extends Options {
  to: string
  from?: string
}

export function defineIngest(readNow: ReadNow) {
  return (ingest: Command): void =>
    void ingest
      .argument('[files...]', 'raw mails (RFC 5322), in the order in which they were sent')
      .requiredOption('--to <address>', 'the mailbox of yours that it is for', email)
      .option('--from <address>', 'its envelope sender; absent: its Return-Path or From', email)
      .action((files: string[], given: Given) =>
        onDesk(given, async ({ app }) => {
          for (const file of files.length > 0 ? files : [undefined]) {
            const id = await take(app, given, await rawOf(file, app.env.SMTP_MAX_BYTES))
            await readNow(app, id)
            process.stdout.write(`${JSON.stringify(await endOf(app, id))}\n`)
          }
          return undefined
        }),
      )
}

/** The bytes of a mail. Refuses what the SMTP door would refuse too, and a file that cannot be read. */
async function rawOf(file: string | undefined, maxBytes: number): Promise<Buffer> {
  const named = sourceOf(file)
  const raw = await bytesFrom(file)
  if (raw.length === 0) refuse('wrong-input', { why: `${named} is empty: there is no mail in it.` })
  if (raw.length <= maxBytes) return raw
  refuse('wrong-input', {
    why: `${named} is larger than the ${maxBytes} bytes a mail may have (SMTP_MAX_BYTES).`,
  })
}

function take(app: App, { to, from }: Given, raw: Buffer) {
  return perform(app, null, async (work) => {
    const box = await mailboxOf(work.tx, to)
    if (!box) {
      const there = (await allMailboxes(work.tx)).map(({ address }) => address).join(', ')
      refuse('wrong-input', {
        why: `There is no mailbox ${to}. There are: ${there || 'none yet'}.`,
      })
    }
    return acceptMail(work, {
      door: 'cli',
      remoteAddress: null,
      envelopeFrom: from ?? senderOf(raw),
      envelopeTo: [to],
      recipients: [box],
      raw,
    })
  })
}
