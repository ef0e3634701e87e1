import type { KnownBlock } from '@slack/types'
import { plainText } from '#bot/card/buttons.ts'
import { context, type Shown } from '#bot/card/card.ts'
import { surveyPost } from '#bot/surveys/post.ts'
import { fromHtml } from '#bot/text/from-html.ts'
import { cut, fallback, oneLine } from '#bot/text/plain.ts'
import { maxCharacters, plain, richText, section, wordsOf } from '#bot/text/rich.ts'
import type { Reader } from '#core/app.ts'
import type { ClaimedPost } from '#core/slack/claim-post.ts'
import { readEvent, readSaid, type Said } from '#core/slack/facts.ts'
import { knownChannel } from '#core/slack/requests-channels.ts'
import { readFace } from '#core/slack/requests-faces.ts'
import { surveyIn } from '#core/slack/survey.ts'
import { readTicket } from '#core/tickets/find.ts'
import type { MessageId } from '#db/schema/columns.ts'

const maxParts = 12 // Of an answer: more than anybody writes, and less than a message of Slack's can hold.

/** What the requester of a ticket is shown: that it was taken, and what is answered. Nothing of what is internal. */
export async function requesterPost(
  db: Reader,
  { post, thread }: ClaimedPost,
): Promise<Shown | undefined> {
  const ticket = await readTicket(db, post.ticketId, { deleted: true })
  const number = `Ticket #${ticket.id}`
  if (post.kind === 'card') return begun(`${number} · ${oneLine(ticket.subject, 150)}`)
  const event = post.place === null ? undefined : await readEvent(db, post.ticketId, post.place)
  if (!event) return undefined
  if (event.kind === 'opened') {
    if (event.deleted) return undefined
    const channel = await knownChannel(db, thread)
    return taken(`✅ ${number}. We answer here, in this thread.`, {
      discards: channel?.watchTeamId ? String(ticket.id) : undefined,
    })
  }
  if (event.kind === 'survey_asked') {
    if (event.deleted) return undefined
    return surveyPost(ticket.id, (await surveyIn(db, ticket.id)).question)
  }
  const said = await readSaid(db, event.details.messageId as MessageId)
  if (!said || said.withdrawnAt || said.deletedAt || event.deleted) return undefined
  return answer(said, await readFace(db, thread.workspaceId, event.actorId))
}

function begun(title: string): Shown {
  const hint = 'We answer in this thread. Write there to add something.'
  return {
    text: fallback(title),
    blocks: [richText([section(plain(title, { bold: true }))]), context(hint)],
  }
}

/** One line; where every message asks, whoever knows better can say that this one does not. */
function taken(words: string, { discards }: { discards: string | undefined }): Shown {
  const blocks: KnownBlock[] = [context(words)]
  if (discards)
    blocks.push({
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'request.discard',
          value: discards,
          text: plainText('Not a request'),
        },
      ],
    })
  return { text: fallback(words), blocks }
}

interface Face {
  picture: string | null
  bearsNames: boolean // Whether the app may post under the names of people.
}

/** An answer under the name of who gave it: as its author where the app may, else with the name before it. */
function answer(said: Said, { picture, bearsNames }: Face): Shown {
  const author = oneLine(said.author ?? '', 80) || 'The desk'
  const files = said.files.map((name) => `📎 ${oneLine(name, 100)}`).join('  ')
  const blocks: KnownBlock[] = [
    ...(bearsNames ? [] : [context(author)]),
    ...bodyOf(said),
    ...(files ? [context(files)] : []),
  ]
  return {
    text: fallback(`${author}: ${said.visibleText}`),
    blocks,
    ...(bearsNames && { as: { username: author, ...(picture && { icon_url: picture }) } }),
  }
}

/** All of it, as nobody can look it up elsewhere: formatted where it fits, else in parts. */
function bodyOf({ text, html }: Said): KnownBlock[] {
  const formatted = html ? fromHtml(html) : undefined
  if (formatted?.whole && formatted.elements.length > 0) return [richText(formatted.elements)]
  const blocks: KnownBlock[] = []
  for (let rest = text.trim(); rest && blocks.length < maxParts; ) {
    const part = rest.length > maxCharacters ? cut(rest, maxCharacters).slice(0, -1) : rest
    blocks.push(richText([section(wordsOf(part))]))
    rest = rest.slice(part.length)
  }
  return blocks
}
