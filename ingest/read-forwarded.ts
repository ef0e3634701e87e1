import { type App, read } from '#core/app.ts'
import type { LedgerMail } from '#core/mails/claim.ts'
import { agentByMail } from '#core/people/agent-by-mail.ts'
import type { AttachedFile } from '#core/tickets/messages.ts'
import { keepAttachments } from './attachments.ts'
import { type ForwardedLetter, letterOf } from './mail/letter.ts'
import type { ReadMail } from './mail/read-in-worker.ts'

/**
 * What an agent passes on with a mail; null: nothing, or somebody else sent it.
 * @param files those of the mail itself; text that was copied into it has no others
 */
export async function readForwarded(
  app: App,
  { mail, classified, forwarded }: ReadMail,
  files: AttachedFile[],
  ledger: LedgerMail,
): Promise<ForwardedLetter | null> {
  const address = mail.from?.address
  if (!forwarded || !address) return null
  const by = await read(app, null, (db) => agentByMail(db, address))
  if (!by) return null
  const { comment, original } = forwarded
  if (!original) return { by, comment, original: null, attached: false }
  const { attached, visible } = original
  const own = attached ? await keepAttachments(app.files, original.mail.attachments) : files
  const letter = letterOf({ mail: original.mail, classified, visible }, own, ledger)
  return { by, comment, original: letter, attached }
}
