import type { KnownBlock } from '@slack/types'
import { context, type Shown } from '#bot/card/card.ts'
import { fallback, oneLine } from '#bot/text/plain.ts'
import type { Reader } from '#core/app.ts'
import type { Post } from '#core/slack/claim-post.ts'
import { readSaid } from '#core/slack/facts.ts'
import { type EndOfEdit, endOfEdit } from '#core/tickets/correct.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { decideOn } from './late-edit-words.ts'

const ends: Record<EndOfEdit, string> = {
  corrected: 'A correction was sent.',
  left_as_sent: 'It was kept as it was.',
  edited_late: 'It was edited again since.',
}

/** What a thread says of a message that somebody has changed; undefined: nothing of that kind has happened. */
export async function changePost(
  db: Reader,
  { ticketId, messageId, place }: Post,
  kind: string,
): Promise<Shown | undefined> {
  if (!/^(edited|edited_late|removed_late)$/.test(kind) || !messageId || !place) return undefined
  const said = await readSaid(db, messageId)
  const end = kind === 'edited_late' ? await endOfEdit(db, ticketId, place, messageId) : undefined
  return changeWords(kind, said?.author ?? '', { end, ticketId, edit: place })
}

/** @param late what has become of an edit that came late; without an end its author decides about it */
export function changeWords(
  kind: string,
  name: string,
  late: { end: EndOfEdit | undefined; ticketId: TicketId; edit: number },
): Shown {
  const author = oneLine(name, 80) || 'Somebody'
  if (kind === 'edited') return line(`✏️ ${author} edited what they wrote. It reads so now above.`)
  if (kind === 'removed_late')
    return line(
      `🗑️ An answer of ${author} was deleted here after it had left: the customer has it. To correct it begin a message with !.`,
    )
  const { end, ticketId, edit } = late
  const words = `✏️ ${author} edited an answer that had left: the customer has it as it was before.`
  return end ? line(`${words} ${ends[end]}`) : line(words, decideOn(ticketId, edit))
}

function line(words: string, ...more: KnownBlock[]): Shown {
  return { text: fallback(words), blocks: [context(words), ...more] }
}
