import type { AppLoadContext } from '@remix-run/node'
import type { Agent } from '#core/actor.ts'
import { perform, type Reader, read } from '#core/app.ts'
import { escalationsOf } from '#core/escalation/history.ts'
import { fieldsOfTeam } from '#core/fields/of-ticket.ts'
import { findMacros } from '#core/macros/find.ts'
import { agentNames } from '#core/people/agent-names.ts'
import { why } from '#core/routing/decide.ts'
import { readTicketSla } from '#core/sla/ticket-sla.ts'
import { surveyOf } from '#core/surveys/find.ts'
import { agentsOf } from '#core/teams/membership.ts'
import { allTeams } from '#core/teams/teams.ts'
import { readTicket } from '#core/tickets/find.ts'
import { beforeLatest } from '#core/tickets/latest-messages.ts'
import { mergedInto } from '#core/tickets/merged.ts'
import { answerAddresses } from '#core/tickets/participants.ts'
import { readConversation, readMetadata, readTimeline, type Said } from '#core/tickets/story.ts'
import { recordPartOfView } from '#core/tickets/view.ts'
import { watchersOf } from '#core/tickets/watch.ts'
import { whoTakesPart } from '#core/tickets/who-takes-part.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { eventInWords, type Names } from './event-words.ts'

const mostDecisions = 20
const longestText = 12_000 // Characters; the rest is one click away.

/** Everything that the page of one ticket shows, and no more. */
export async function readTicketPage(
  context: AppLoadContext,
  agent: Agent,
  id: TicketId,
  latest: number,
) {
  const page = await read(context.app, agent, async (db) => {
    const ticket = await readTicket(db, id)
    const teams = await allTeams(db)
    const everyone = await agentNames(db)
    const { after, earlier } = await beforeLatest(db, id, latest)
    const { items: messages } = await readConversation(db, id, { after, limit: latest })
    const { items: events } = await readTimeline(db, id)
    const begun = messages[0]?.createdAt ?? ticket.openedAt
    const names = { people: nameMap(everyone), teams: nameMap(teams) }
    return {
      ticket,
      teams,
      agents: await eligible(db, agent, ticket.team.id),
      earlier,
      messages: messages.map((said) => ({ ...shown(said, agent), of: said.ticketId })),
      events: events
        .filter((event) => event.at >= begun)
        .flatMap((event) => told(event, names))
        .reverse(),
      metadata: await readMetadata(db, id),
      sla: await readTicketSla(db, id, context.app.clock()),
      fields: (await fieldsOfTeam(db, ticket.team.id)).map(
        ({ key, label, type, options, required }) => ({
          ...{ key, label, type, options, required },
        }),
      ),
      macros: (await findMacros(db, ticket.team.id)).map(({ id, name }) => ({ id, name })),
      escalations: await escalationsOf(db, id),
      watchers: await watchersOf(db, id),
      survey: await surveyOf(db, id),
      merged: await mergedInto(db, id),
      participants: await whoTakesPart(db, id),
      recipients: await answerAddresses(db, id),
      why: (await why(db, id)).slice(-mostDecisions).reverse().map(decided),
      undoSeconds: context.app.env.UNDO_SECONDS,
    }
  })
  if (page.ticket.sensitive)
    await perform(context.app, agent, (work) => recordPartOfView(work, id, agent.personId))
  return page
}

export type TicketPage = Awaited<ReturnType<typeof readTicketPage>>
export type ShownMessage = TicketPage['messages'][number]
export type ShownEvent = TicketPage['events'][number]

/** Those who can own the ticket: its team, and an admin who looks at it. */
async function eligible(db: Reader, me: Agent, teamId: TicketPageTeam) {
  const team = await agentsOf(db, teamId)
  const includesMe = team.some(({ id }) => id === me.personId)
  return includesMe || me.role !== 'admin' ? team : [...team, { id: me.personId, name: me.name }]
}

type TicketPageTeam = Parameters<typeof agentsOf>[1]

function nameMap(list: { id: number; name: string }[]): ReadonlyMap<number, string> {
  return new Map(list.map(({ id, name }) => [id, name]))
}

function shown(said: Said, me: Agent) {
  const clipped = said.visibleText.length > longestText
  return {
    id: said.id,
    channel: said.channel,
    inbound: said.direction === 'inbound',
    internal: said.visibility === 'internal',
    automatic: said.automatic,
    author: said.author?.name || null,
    mine: said.author?.id === me.personId,
    address: said.authorAddress,
    byAgent: said.byAgent,
    text: said.visibleText.slice(0, longestText),
    hidesMore: clipped || said.visibleText.trim() !== said.text.trim(),
    hasHtml: said.html !== null,
    sentAt: said.sentAt,
    editedAt: said.editedAt,
    deleted: said.deletedAt !== null,
    versions: said.versions.map(({ version, visibleText, changedAt }) => ({
      version,
      text: visibleText.slice(0, longestText),
      until: changedAt,
    })),
    createdAt: said.createdAt,
    delivery: said.delivery && {
      state: said.delivery.state,
      reason: said.delivery.reason,
      leavesAt: said.delivery.notBefore,
      to: [...said.delivery.to, ...said.delivery.cc],
      failedTo:
        said.delivery.state === 'failed'
          ? [...said.delivery.to, ...said.delivery.cc]
          : said.delivery.bouncedTo,
    },
    attachments: said.attachments
      .filter((file) => !file.inline || said.html === null)
      .map(({ id, filename, contentType, size }) => ({ id, filename, contentType, size })),
  }
}

/** Those who were not chosen, where somebody was looked for. */
function decided({ id, at, words, details }: Awaited<ReturnType<typeof why>>[number]) {
  const others = Array.isArray(details.others) ? details.others : []
  return { id, at, words, others: others.map(({ name, why }) => ({ name, why }) as NotChosen) }
}

interface NotChosen {
  name: string
  why: string
}

function told(event: Awaited<ReturnType<typeof readTimeline>>['items'][number], names: Names) {
  const words = eventInWords(event, names)
  return words ? [{ id: event.id, at: event.at, who: event.actor?.name || 'Deskwire', words }] : []
}
