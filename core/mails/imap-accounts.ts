import { asc, eq, sql } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import type { KeyRing } from '#core/key-ring.ts'
import { refuse } from '#core/refusal.ts'
import { seal, unseal } from '#core/sealed.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import type { ImapAccountId } from '#db/schema/columns.ts'
import type { transportSecurity } from '#db/schema/enums.ts'
import { imapAccounts } from '#db/schema/mails.ts'
import { mailboxes } from '#db/schema/teams.ts'
import { ourMailboxes } from './envelope.ts'

export type ImapSecurity = (typeof transportSecurity.enumValues)[number]

/** A folder at another provider, and how to get in. */
export interface ImapFolder {
  host: string
  port: number
  security: ImapSecurity
  username: string
  password: string
  folder: string
}

export interface NewImapAccount extends ImapFolder {
  mailbox: string // The address of ours that its mail is for when it names no other.
  fromNow?: boolean | undefined // What lies in the folder at the first look is left there.
}

/** In the place of the last UID of an account that begins with what comes after its first look. */
export const fromNowOn = -1

const usualPort = { tls: 993, starttls: 143, plain: 143 } as const satisfies Record<
  ImapSecurity,
  number
>

export function portFor(security: ImapSecurity): number {
  return usualPort[security]
}

/** Has a folder asked for new mail every minute from now on. For admins. */
export async function addImapAccount(work: Work, given: NewImapAccount): Promise<ImapAccountId> {
  requireManager(work, null)
  const { mailbox: address, password, fromNow = false, ...place } = given
  checkPlace(given)
  const [box] = (await ourMailboxes(work.tx, [address])).recipients
  if (!box) refuse('wrong-input', { why: `There is no mailbox ${address}.` })
  const [added] = await work.tx
    .insert(imapAccounts)
    .values({
      ...place,
      host: place.host.toLowerCase(),
      mailboxId: box.mailboxId,
      password: seal(work.keys, 'imap', password),
      lastUid: fromNow ? fromNowOn : 0,
      createdAt: work.now,
    })
    .onConflictDoNothing()
    .returning({ id: imapAccounts.id })
  if (!added)
    refuse('already-exists', { what: `The folder ${place.folder} of ${place.username} there` })
  await recordDesk(work, 'mailbox', box.mailboxId, 'imap_account_added', { id: added.id, ...place })
  return added.id
}

function checkPlace({ host, port, ...words }: ImapFolder): void {
  if (!/^[a-z0-9]([a-z0-9.:_-]{0,251}[a-z0-9])?$/i.test(host))
    refuse('wrong-input', { why: `“${host}” is no host. Give a name like imap.example.com.` })
  if (!(Number.isInteger(port) && port >= 1 && port <= 65_535))
    refuse('wrong-input', { why: 'A port is a number from 1 to 65535.' })
  for (const name of ['username', 'password', 'folder'] as const)
    if (words[name].length === 0 || words[name].length > 500 || /\p{Cc}/u.test(words[name]))
      refuse('wrong-input', { why: `Give a ${name} of one line, at most 500 characters.` })
}

/** What comes is asked for no more; mail that has come stays. For admins. */
export async function removeImapAccount(work: Work, id: ImapAccountId): Promise<void> {
  requireManager(work, null)
  const [gone] = await work.tx
    .delete(imapAccounts)
    .where(eq(imapAccounts.id, id))
    .returning({ mailboxId: imapAccounts.mailboxId })
  if (!gone) refuse('not-found', { what: 'IMAP account' })
  await recordDesk(work, 'mailbox', gone.mailboxId, 'imap_account_removed', { id })
}

/** Of an account and its mailbox, without the password. */
export const shownOfAccount = {
  id: imapAccounts.id,
  mailbox: sql<string>`${mailboxes.address}`,
  host: imapAccounts.host,
  port: imapAccounts.port,
  security: imapAccounts.security,
  username: imapAccounts.username,
  folder: imapAccounts.folder,
  checkedAt: imapAccounts.checkedAt,
  problem: imapAccounts.problem,
  createdAt: imapAccounts.createdAt,
}

/** Every account with how it fares, without its password. */
export function allImapAccounts(db: Reader) {
  return db
    .select(shownOfAccount)
    .from(imapAccounts)
    .innerJoin(mailboxes, eq(mailboxes.id, imapAccounts.mailboxId))
    .orderBy(asc(imapAccounts.id))
}

/** An account with the password that opens it. Refuses when the secret that sealed it is gone. */
export function openAccount<Account extends { password: Buffer }>(keys: KeyRing, account: Account) {
  const password = unseal(keys, 'imap', account.password)
  if (password !== undefined) return { ...account, password }
  refuse('wrong-input', {
    why: 'Its password cannot be opened with DESKWIRE_SECRET. Put back the secret it was sealed with, or remove the account and add it again.',
  })
}

/** One account with its password, sealed. */
export async function imapAccount(db: Reader, id: ImapAccountId) {
  const [account] = await db.select().from(imapAccounts).where(eq(imapAccounts.id, id))
  return account ?? refuse('not-found', { what: 'IMAP account' })
}
