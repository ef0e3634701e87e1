import type { Bot } from '#bot/bot.ts'
import { type CardFacts, context, type Shown, ticketCard } from '#bot/card/card.ts'
import { ticketLink } from '#bot/console-link.ts'
import { requesterPost } from '#bot/creating/requester-post.ts'
import { pingPost } from '#bot/notifying/thread-ping.ts'
import { fallback } from '#bot/text/plain.ts'
import { changePost } from '#bot/writing/change-post.ts'
import { type Reader, read } from '#core/app.ts'
import { standsAt } from '#core/sla/stands.ts'
import { readCard } from '#core/slack/card-facts.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import { nameOf, readEvent, readSaid } from '#core/slack/facts.ts'
import { filesToShow } from '#core/slack/files-to-share.ts'
import { repliesByDefault } from '#core/slack/reply-mode.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { eventsLine, type Happened } from './event-line.ts'
import { messagePost } from './event-post.ts'

/** What a post says, made from what is true now. Undefined: nothing any more. */
export function render(bot: Bot, claim: ClaimedPost): Promise<Shown | undefined> {
  return read(bot.app, null, (db) => {
    if (claim.thread.kind === 'requester') return requesterPost(db, claim)
    return claim.post.kind === 'card' ? card(bot, db, claim) : happened(bot, db, claim)
  })
}

async function card({ app }: Bot, db: Reader, { thread }: ClaimedPost): Promise<Shown> {
  const ticket = await readCard(db, thread.workspaceId, thread.ticketId)
  const { assignee, assigneeSlackId: slackId } = ticket
  const hidden = ticket.isDeleted ? 'deleted' : thread.endedAt ? 'elsewhere' : null
  const facts: CardFacts = {
    ...ticket,
    slaStatus: standsAt(ticket, app.clock()),
    link: ticketLink(app.env, ticket.id),
    assignee: assignee && { name: assignee.name, slackId },
    repliesByDefault: await repliesByDefault(db, thread),
    hidden: hidden ?? (ticket.sensitive ? 'sensitive' : null),
  }
  return ticketCard(facts)
}

async function happened(bot: Bot, db: Reader, claim: ClaimedPost): Promise<Shown | undefined> {
  const { post } = claim
  const event = post.place === null ? undefined : await readEvent(db, post.ticketId, post.place)
  if (!event) return undefined
  if (event.deleted && event.kind !== 'deleted') return oneLinePost('Deleted')
  const changed = (await changePost(db, post, event.kind)) ?? (await pingPost(db, claim, event))
  if (changed) return changed
  if (post.messageId) {
    if (event.sensitive) return oneLinePost('🔐 A message: read it in the console')
    const said = await readSaid(db, post.messageId)
    if (!said) return undefined
    const { rest } = await filesToShow(db, post.messageId)
    return messagePost(said, ticketLink(bot.app.env, post.ticketId), rest)
  }
  const line = eventsLine(await inOrder(db, claim))
  return line === undefined ? undefined : oneLinePost(line)
}

/** What is told in one post, in the order in which it happened. */
async function inOrder(db: Reader, { post, along }: ClaimedPost): Promise<Happened[]> {
  const all = [post, ...along].sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
  const told = await Promise.all(
    all.map(({ ticketId, place }) => readEvent(db, ticketId, place ?? 0)),
  )
  return Promise.all(told.flatMap((event) => (event ? happenedIn(db, event) : [])))
}

async function happenedIn(
  db: Reader,
  { kind, actor, details }: NonNullable<Awaited<ReturnType<typeof readEvent>>>,
): Promise<Happened> {
  const changes = (details.changes ?? {}) as Record<string, [unknown, unknown]>
  const assigneeId = changes.assigneeId?.[1]
  const assignee = typeof assigneeId === 'number' ? await nameOf(db, assigneeId as PersonId) : null
  return { kind, who: actor ?? '', changes, assignee }
}

function oneLinePost(line: string): Shown {
  return { text: fallback(line), blocks: [context(line)] }
}
