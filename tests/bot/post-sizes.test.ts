import fc from 'fast-check'
import { test } from 'vitest'
import { digestWords } from '#bot/digest/words.ts'
import { noticePost } from '#bot/notifying/post.ts'
import { lineOf, pingWords } from '#bot/notifying/thread-ping.ts'
import { surveyPost } from '#bot/surveys/post.ts'
import { changeWords } from '#bot/writing/change-post.ts'
import { lateEdit } from '#bot/writing/late-edit-words.ts'
import { dayOf } from '#core/tickets/filter.ts'
import type { NotificationId, PersonId, TeamId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import { holds, id, maybe, moment, name, post, words } from './anything.ts'

const env = { PUBLIC_URL: 'https://desk.example.com', HTTP_PORT: 3000 }
const teamId = fc.integer({ min: 1, max: 99_999 }).map((number) => number as TeamId)
const count = fc.nat({ max: 1_000_000 })

test('however a team stands, Slack takes its digest', () => {
  const digest = fc.record({
    open: count,
    unassigned: count,
    resolved: count,
    answered: count,
    breaches: count,
    oldest: maybe(fc.record({ id, since: moment })),
    medianMs: maybe(fc.double({ min: 0, max: 1e12, noNaN: true })),
    ratings: fc.record({
      answers: count,
      average: maybe(fc.double({ min: 1, max: 5, noNaN: true })),
    }),
  })
  const of = fc.record({ team: fc.record({ id: teamId, name }), now: moment, digest })
  holds(of, ({ team, now, digest }) =>
    post(digestWords(env, { team, day: dayOf(now), now }, digest)),
  )
})

test('whatever somebody is told, Slack takes the notice', () => {
  const notice = fc.record({
    id: fc.nat().map((number) => number as NotificationId),
    attempt: fc.nat({ max: 10 }),
    personId: maybe(fc.nat().map((number) => number as PersonId)),
    slackChannel: maybe(name),
    kind: fc.constantFrom(
      ...(['assigned', 'received', 'mentioned', 'bounced'] as const),
      ...(['sla_warning', 'sla_breach', 'escalated', 'acknowledged'] as const),
    ),
    details: fc.record({ by: words, reason: words, target: words }),
    createdAt: moment,
    ticket: fc.record({
      id,
      subject: words,
      status: name,
      priority: fc.constantFrom(...ticketPriority.enumValues),
      sensitive: fc.boolean(),
      teamId,
      team: name,
      answersByMail: fc.boolean(),
    }),
    said: maybe(words),
  })
  holds(notice, (one) => post(noticePost(env, one)))
})

test('whatever is pressing, Slack takes the line that says so in the thread', () => {
  const event = fc.record({
    kind: fc.constantFrom('sla_warned', 'sla_breached', 'escalated', 'escalation_acknowledged'),
    details: fc.record({ target: words, reason: words, told: fc.array(words) }),
    actor: maybe(name),
    sensitive: fc.boolean(),
  })
  holds(fc.record({ event, called: maybe(fc.constant('U0123')), open: maybe(id) }), (one) => {
    const line = lineOf(one.event)
    return line === undefined ? ['there is no line'] : post(pingWords(line, one))
  })
})

test('whoever edits or deletes what, Slack takes what is said of it, and the question how it went', () => {
  const change = fc.record({
    kind: fc.constantFrom('edited', 'edited_late', 'removed_late'),
    name,
    end: fc.constantFrom('corrected', 'left_as_sent', 'edited_late', undefined),
    ticketId: id,
    edit: fc.nat(),
    question: words,
  })
  holds(change, ({ kind, name, ticketId, edit, question, end }) => {
    const { words: text, blocks } = lateEdit(ticketId, edit)
    return [
      ...post(changeWords(kind, name, { end, ticketId, edit })),
      ...post({ text, blocks }),
      ...post(surveyPost(ticketId, question)),
    ]
  })
})
