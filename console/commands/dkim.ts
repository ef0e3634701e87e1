import type { Command } from 'commander'
import { perform, read } from '#core/app.ts'
import { addDkimKey, dkimRecords, zoneLine } from '#core/mails/dkim-keys.ts'
import { type Options, onDesk } from './answer.ts'

interface Given extends Options {
  domain: string
  selector: string
}

export function defineDkim(dkim: Command): void {
  dkim
    .command('create')
    .description('make a key that mail of a domain is signed with from now on')
    .requiredOption('--domain <domain>', 'what stands behind the @ of your addresses')
    .option('--selector <selector>', 'the name of the key; each key has its own', 'deskwire')
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const { domain, selector } = given
        const record = await perform(app, null, (work) => addDkimKey(work, { domain, selector }))
        return {
          words: `Mail of ${domain} is signed from now on. Publish this in its DNS:\n${zoneLine(record)}`,
          json: record,
        }
      }),
    )
  dkim
    .command('show')
    .description('print the DNS records of a domain, that of the key which signs first')
    .requiredOption('--domain <domain>', 'the domain')
    .action((given: Given) =>
      onDesk(given, async ({ app }) => {
        const records = await read(app, null, (db) => dkimRecords(db, given.domain))
        const none = `Mail of ${given.domain} is not signed: \`deskwire dkim create\` makes a key.`
        return { words: records.map(zoneLine).join('\n') || none, json: { records } }
      }),
    )
}
