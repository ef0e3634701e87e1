import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { refuseMerged } from './merged.ts'
import { changeTicket, holdTicket, type Ticket } from './ticket.ts'

const mostTags = 50
const shape = /^[\p{L}\p{N}][\p{L}\p{N} _.:/+&-]{0,49}$/u

/** A tag as it is kept: in lower case, blanks single. Without commas, which stand between tags. */
export const Tag = z
  .string()
  .transform((words) => words.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim())
  .refine(
    (tag) => shape.test(tag),
    'A tag has letters, digits, blanks and _ . : / + & -, at most 50, and begins with one of the first two.',
  )

interface TagChange {
  add?: readonly string[] | undefined
  remove?: readonly string[] | undefined
}

/** Puts tags on a ticket and takes others off. What is there, or not there, already is no change. */
export async function tagTicket(
  work: Work,
  id: TicketId,
  { add = [], remove = [] }: TagChange,
): Promise<void> {
  const ticket = await holdTicket(work, id)
  const gone = new Set(tagsOf(remove))
  await keep(
    work,
    ticket,
    [...ticket.tags, ...tagsOf(add)].filter((tag) => !gone.has(tag)),
  )
}

/** Gives a ticket these tags and no others. */
export async function setTags(work: Work, id: TicketId, tags: readonly string[]): Promise<void> {
  await keep(work, await holdTicket(work, id), tagsOf(tags))
}

function tagsOf(words: readonly string[]): string[] {
  return words.map((word) => {
    const tag = Tag.safeParse(word)
    return tag.data ?? refuse('wrong-input', { why: tag.error?.issues[0]?.message ?? '' })
  })
}

async function keep(work: Work, ticket: Ticket, wanted: readonly string[]): Promise<void> {
  refuseMerged(ticket)
  const tags = [...new Set(wanted)].sort()
  if (tags.length > mostTags)
    refuse('wrong-input', { why: `A ticket has at most ${mostTags} tags. Take some off first.` })
  if (tags.join() !== ticket.tags.join()) await changeTicket(work, ticket, 'tagged', { tags })
}
