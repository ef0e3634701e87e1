import type { AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import type { Agent } from '#core/actor.ts'
import { perform, read, type Work } from '#core/app.ts'
import { acknowledgeEscalation } from '#core/escalation/acknowledge.ts'
import { applyMacro } from '#core/macros/apply.ts'
import { Refusal } from '#core/refusal.ts'
import { acceptProposed, dropParticipant } from '#core/tickets/accept-proposed.ts'
import { assignTicket, claimTicket } from '#core/tickets/assign.ts'
import { markSensitive, moveTicket, prioritiseTicket, renameTicket } from '#core/tickets/change.ts'
import { escalateTicket } from '#core/tickets/escalate.ts'
import { describeTicket } from '#core/tickets/fields.ts'
import { readTicket } from '#core/tickets/find.ts'
import { fixAndResend } from '#core/tickets/fix-and-resend.ts'
import { heardSince } from '#core/tickets/heard-since.ts'
import { mergeTicket } from '#core/tickets/merge.ts'
import { noteOnTicket } from '#core/tickets/note.ts'
import { archiveTicket, deleteTicket, restoreTicket } from '#core/tickets/put-away.ts'
import { replyToTicket } from '#core/tickets/reply.ts'
import { snoozeTicket } from '#core/tickets/snooze.ts'
import { setTags } from '#core/tickets/tag.ts'
import { transferTicket } from '#core/tickets/transfer.ts'
import { undoReply } from '#core/tickets/undo-reply.ts'
import { unmergeTicket } from '#core/tickets/unmerge.ts'
import { unwatchTicket, watchTicket } from '#core/tickets/watch.ts'
import type { MacroId, MessageId, PersonId, TeamId, TicketId } from '#db/schema/columns.ts'
import { ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import type { Answer } from './answer.ts'
import { id as number } from './ids.ts'
import { count, priorityWords, statusWords } from './ui/words.ts'

const text = z
  .string()
  .max(100_000, 'That is longer than 100,000 characters. Attach it as a file instead.')
const address = z.email('One of the addresses is not an email address. Check To and Cc.')

const intents = [
  z.strictObject({
    intent: z.literal('reply'),
    text,
    to: z.array(address).max(50), // None where the requester is answered in Slack alone.
    cc: z.array(address).max(50),
    seen: z.number().int(),
    sendAt: z.iso.datetime().optional(),
  }),
  z.strictObject({ intent: z.literal('note'), text }),
  z.strictObject({ intent: z.literal('undo'), message: number<MessageId>() }),
  z.strictObject({
    intent: z.literal('resend'),
    message: number<MessageId>(),
    from: z.string().max(320),
    to: z.string().trim().max(320),
  }),
  z.strictObject({ intent: z.literal('claim') }),
  z.strictObject({ intent: z.literal('acknowledge') }),
  z.strictObject({ intent: z.literal('assign'), to: number<PersonId>().nullable() }),
  z.strictObject({ intent: z.literal('transfer'), to: number<TeamId>() }),
  z.strictObject({ intent: z.literal('status'), to: z.enum(ticketStatus.enumValues) }),
  z.strictObject({ intent: z.literal('priority'), to: z.enum(ticketPriority.enumValues) }),
  z.strictObject({
    intent: z.literal('rename'),
    subject: z.string().trim().min(1, 'A ticket needs a subject.').max(1000),
  }),
  z.strictObject({
    intent: z.literal('escalate'),
    reason: z.string().trim().min(1, 'Say why, for those who get it.').max(2000),
  }),
  z.strictObject({ intent: z.literal('snooze'), until: z.iso.datetime() }),
  z.strictObject({ intent: z.literal('sensitive'), on: z.boolean() }),
  z.strictObject({
    intent: z.literal('describe'),
    key: z
      .string()
      .regex(
        /^[a-zA-Z0-9_.-]{1,64}$/,
        'A key has letters, digits, dots, dashes or underscores, at most 64.',
      ),
    value: z.string().max(4000).nullable(),
  }),
  z.strictObject({ intent: z.literal('tag'), tags: z.array(z.string().max(60)).max(60) }),
  z.strictObject({ intent: z.enum(['watch', 'unwatch']), person: number<PersonId>() }),
  z.strictObject({
    intent: z.literal('macro'),
    macro: number<MacroId>(),
    confirm: z.boolean(),
  }),
  z.strictObject({
    intent: z.literal('merge'),
    into: number<TicketId>(),
    confirm: z.boolean(),
  }),
  z.strictObject({ intent: z.literal('unmerge') }),
  z.strictObject({ intent: z.enum(['accept', 'drop']), person: number<PersonId>() }),
  z.strictObject({ intent: z.enum(['archive', 'delete', 'restore']) }),
] as const

export const Intent = z.discriminatedUnion('intent', intents)
export type TicketIntent = z.input<typeof Intent>
type Asked = z.output<typeof Intent>

/** One change that an agent asked for on a ticket's page, as one unit of work. */
export function changeTicketPage(
  context: AppLoadContext,
  agent: Agent,
  id: TicketId,
  asked: Asked,
): Promise<Answer> {
  return perform(context.app, agent, (work) => act(work, context, agent, id, asked))
}

async function act(
  work: Work,
  { app }: AppLoadContext,
  agent: Agent,
  id: TicketId,
  asked: Asked,
): Promise<Answer> {
  switch (asked.intent) {
    case 'reply': {
      const newer = await heardSince(work.tx, id, asked.seen, agent.personId)
      if (newer.length > 0)
        return {
          ok: false,
          why: 'A newer message has arrived while you were writing. Nothing was sent: read it, then send again.',
        }
      const undoSeconds = app.env.UNDO_SECONDS
      const { text, to, cc } = asked
      const sendAt = asked.sendAt === undefined ? undefined : new Date(asked.sendAt)
      await replyToTicket(work, id, { text, to, cc, undoSeconds, sendAt })
      if (sendAt) return done('The reply waits for its moment. Until then you can take it back.')
      return done(
        undoSeconds > 0
          ? `The reply leaves in ${undoSeconds} seconds.`
          : 'The reply is on its way.',
      )
    }
    case 'note':
      await noteOnTicket(work, id, { text: asked.text })
      return done('Note added. Only agents see it.')
    case 'undo':
      return {
        ok: true,
        said: 'Taken back. Nothing was sent.',
        text: await undoReply(work, asked.message),
      }
    case 'resend':
      await fixAndResend(work, asked.message, asked)
      return done(`On its way to ${asked.to}.`)
    case 'claim':
      await claimTicket(work, id)
      return done('It is yours.')
    case 'assign':
      await assignTicket(work, id, asked.to)
      return done(asked.to ? 'Assigned.' : 'Back in the queue.')
    case 'transfer':
      await transferTicket(work, id, asked.to)
      return done('Handed over.')
    case 'status':
      await moveTicket(work, id, asked.to)
      return done(`Now: ${statusWords[asked.to]}.`)
    case 'priority':
      await prioritiseTicket(work, id, asked.to)
      return done(`Priority: ${priorityWords[asked.to]}.`)
    case 'rename':
      await renameTicket(work, id, asked.subject)
      return done('Renamed.')
    case 'escalate':
      await escalateTicket(work, id, asked.reason)
      return done('Escalated.')
    case 'acknowledge':
      await acknowledgeEscalation(work, id)
      return done('Acknowledged: nobody else is told.')
    case 'snooze':
      await snoozeTicket(work, id, new Date(asked.until))
      return done('Snoozed. It wakes by itself, or when the requester writes.')
    case 'sensitive':
      await markSensitive(work, id, asked.on)
      return done(
        asked.on
          ? 'Sensitive: only its owner, watchers and managers see it.'
          : 'No longer sensitive.',
      )
    case 'describe':
      await describeTicket(work, id, { [asked.key]: asked.value })
      return done(asked.value === null ? 'Removed.' : 'Kept.')
    case 'tag':
      await setTags(work, id, asked.tags)
      return done('Tagged.')
    case 'watch':
      await watchTicket(work, id, asked.person)
      return done('They see it, and are told what happens.')
    case 'unwatch':
      await unwatchTicket(work, id, asked.person)
      return done('They watch it no more.')
    case 'macro':
      await applyMacro(work, id, asked.macro, {
        undoSeconds: app.env.UNDO_SECONDS,
        confirm: asked.confirm,
      })
      return done('The macro is done.')
    case 'merge':
      return done(`It is a part of #${await mergeTicket(work, id, asked.into, asked)} now.`)
    case 'unmerge':
      return done(undone(await unmergeTicket(work, id)))
    case 'accept':
      await acceptProposed(work, id, asked.person)
      return done('They get the answers from now on.')
    case 'drop':
      await dropParticipant(work, id, asked.person)
      return done('They are out of the conversation.')
    case 'archive':
      await archiveTicket(work, id)
      return done('Archived. Search still finds it.')
    case 'delete':
      await deleteTicket(work, id)
      return done('Deleted.')
    case 'restore':
      await restoreTicket(work, id)
      return done('Restored.')
  }
}

/** Whether an agent still sees a ticket. */
export async function isVisible(
  { app }: AppLoadContext,
  agent: Agent,
  id: TicketId,
): Promise<boolean> {
  try {
    await read(app, agent, (db) => readTicket(db, id))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function undone({ into, stayed }: { into: TicketId; stayed: number }): string {
  if (stayed === 0) return `Undone. Nothing stays in #${into}.`
  return `Undone. ${count(stayed, 'message')} that arrived meanwhile ${stayed === 1 ? 'stays' : 'stay'} in #${into}.`
}

function done(said: string): Answer {
  return { ok: true, said }
}
