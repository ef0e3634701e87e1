import { text } from 'node:stream/consumers'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { perform, read } from '#core/app.ts'
import {
  addImapAccount,
  allImapAccounts,
  type ImapFolder,
  type ImapSecurity,
  imapAccount,
  openAccount,
  portFor,
  removeImapAccount,
} from '#core/mails/imap-accounts.ts'
import { noteLook } from '#core/mails/imap-looks.ts'
import type { ImapAccountId } from '#db/schema/columns.ts'
import { transportSecurity } from '#db/schema/enums.ts'
import { type Options, onDesk } from './answer.ts'
import { email, numberOf } from './given.ts'

/** Gets into a folder and out again. Refuses with why not. */
export type TryFolder = (folder: ImapFolder) => Promise<{ mails: number }>

interface Given extends Options {
  mailbox: string
  host: string
  port?: number
  security: ImapSecurity
  username: string
  folder: string
  fromNow?: boolean
}

const number = numberOf<ImapAccountId>('Give its number, as `deskwire imap list` shows it.')

export function defineImap(tryFolder: TryFolder) {
  return (imap: Command): void => {
    imap
      .command('add')
      .description(
        'fetch mail from a folder every minute; its password is read from standard input',
      )
      .requiredOption('--mailbox <address>', 'the mailbox of yours that it is for', email)
      .requiredOption('--host <host>', 'the server')
      .option('--port <port>', 'its port; absent: the usual one', port)
      .addOption(
        new Option('--security <security>', 'how the connection is kept private')
          .choices(transportSecurity.enumValues)
          .default('tls'),
      )
      .requiredOption('--username <username>', 'who signs in there')
      .option('--folder <folder>', 'which folder', 'INBOX')
      .option('--from-now', 'leave what lies there already')
      .action((given: Given) => add(given, tryFolder))
    imap
      .command('list')
      .description('all folders that mail is fetched from, and how they fare')
      .action(list)
    imap
      .command('check')
      .description('see whether a folder can be opened')
      .argument('<account>', 'its number', number)
      .action((id: ImapAccountId, given: Options) => check(id, given, tryFolder))
    imap
      .command('remove')
      .description('fetch no more; mail that has come stays')
      .argument('<account>', 'its number', number)
      .action(remove)
  }
}

function add({ json = false, ...given }: Given, tryFolder: TryFolder): Promise<void> {
  return onDesk({ json }, async ({ app }) => {
    const { mailbox, host, security, username, folder, fromNow } = given
    const password = (await text(process.stdin)).replace(/\r?\n$/, '')
    const place = { host, port: given.port ?? portFor(security), security, username, folder }
    const { mails } = await tryFolder({ ...place, password })
    const id = await perform(app, null, (work) =>
      addImapAccount(work, { ...place, password, mailbox, fromNow }),
    )
    const there = fromNow ? `The ${mails} mails there stay there.` : `${mails} mails wait there.`
    return {
      words: `Mail in ${folder} of ${username} is fetched every minute for ${mailbox}. ${there}`,
      json: { id, mailbox, ...place, mails },
    }
  })
}

function list(given: Options): Promise<void> {
  return onDesk(given, async ({ app }) => {
    const accounts = await read(app, null, allImapAccounts)
    const lines = accounts.map(
      ({ id, username, folder, host, mailbox, problem, checkedAt }) =>
        `${id}  ${folder} of ${username} at ${host} for ${mailbox}: ${problem ?? (checkedAt ? 'fetched' : 'not fetched yet')}`,
    )
    return { words: lines.join('\n') || 'There is none.', json: { accounts } }
  })
}

/** Once it can be opened, it is looked into at the next minute, however long it had to rest. */
function check(id: ImapAccountId, given: Options, tryFolder: TryFolder): Promise<void> {
  return onDesk(given, async ({ app }) => {
    const account = openAccount(app.keys, await read(app, null, (db) => imapAccount(db, id)))
    const { mails } = await tryFolder(account)
    if (account.problem) await perform(app, null, (work) => noteLook(work, id, null))
    return { words: `It can be opened. ${mails} mails are there.`, json: { id, mails } }
  })
}

function remove(id: ImapAccountId, given: Options): Promise<void> {
  return onDesk(given, async ({ app }) => {
    await perform(app, null, (work) => removeImapAccount(work, id))
    return { words: 'It is fetched from no more.', json: { id } }
  })
}

function port(given: string): number {
  if (/^\d{1,5}$/.test(given)) return Number(given)
  throw new InvalidArgumentError('Give a number.')
}
