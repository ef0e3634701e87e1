import { z } from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { whichAgent } from '#core/people/which-agent.ts'
import { refuse } from '#core/refusal.ts'
import { whichTeam } from '#core/teams/which-team.ts'
import { slaStatus, ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import type { Day, TicketFilter } from './filter.ts'

/** Each operator with what may stand after it. */
const examples = {
  status: 'open,new',
  priority: 'high',
  assignee: 'me',
  team: '"Second line"',
  resolved: '2026-03-02',
  answered: '2026-03-02',
  tag: 'vip',
  sla: 'breached',
}
type Operator = keyof typeof examples

/** Words and what was asked of each operator, as typed; empty where nothing was. */
export interface Asked extends Record<Operator, string[]> {
  words: string
}

/**
 * Takes apart what people type: `printer status:open,new team:"Second line" assignee:me`. What is no operator of
 * ours is words, so a question that happens to hold a colon still searches: `Status: broken` too, but not `tag:` alone.
 */
export function askedFor(q: string): Asked {
  const asked: Asked = {
    words: '',
    status: [],
    priority: [],
    assignee: [],
    team: [],
    tag: [],
    sla: [],
    resolved: [],
    answered: [],
  }
  asked.words = q
    .replace(
      /(?<!\S)(status|priority|assignee|team|tag|sla|resolved|answered):(?:"([^"]*)"|(\S+)|(?=\s*$))/gi,
      (_, operator: string, quoted?: string, plain?: string) => {
        const values = quoted === undefined ? (plain ?? '').split(',') : [quoted]
        const told = values.filter((value) => value.trim())
        asked[operator.toLowerCase() as Operator].push(...(told.length > 0 ? told : ['']))
        return ''
      },
    )
    .trim()
  return asked
}

/** The same as a filter of the list, names looked up. Refuses what cannot be meant, with what can. */
export async function filterFor(
  db: Reader,
  actor: Actor,
  q: string,
  at?: Date,
): Promise<TicketFilter> {
  const asked = askedFor(q)
  refuseEmpty(asked)
  const team = one(asked, 'team')
  const assignee = one(asked, 'assignee')
  return {
    words: asked.words || undefined,
    status: asked.status.map((name) =>
      known('status', ticketStatus.enumValues, name.toLowerCase()),
    ),
    priority: asked.priority.map((name) =>
      known('priority', ticketPriority.enumValues, name.toUpperCase()),
    ),
    tags: asked.tag.map((tag) => tag.toLowerCase()),
    sla: asked.sla.map((name) => known('sla', slaStatus.enumValues, name.toLowerCase())),
    at,
    teamId: team ? await whichTeam(db, team) : undefined,
    assigneeId: assignee ? await whose(db, actor, assignee) : undefined,
    resolvedOn: dayIn(asked, 'resolved'),
    answeredOn: dayIn(asked, 'answered'),
  }
}

function refuseEmpty(asked: Asked): void {
  for (const [operator, example] of Object.entries(examples))
    if (asked[operator as Operator].includes(''))
      refuse('wrong-input', {
        why: `${operator}: needs something right after it, like ${operator}:${example}.`,
      })
}

function one(asked: Asked, operator: Operator): string | undefined {
  const [value, ...more] = asked[operator]
  if (more.length > 0) refuse('wrong-input', { why: `${operator}: can be asked for once.` })
  return value
}

function dayIn(asked: Asked, operator: 'resolved' | 'answered'): Day | undefined {
  const day = one(asked, operator)
  if (day === undefined || isDay(day)) return day
  refuse('wrong-input', { why: `${operator}: is a day, like 2026-03-02.` })
}

function isDay(text: string): text is Day {
  return z.iso.date().safeParse(text).success
}

function known<Name extends string>(operator: string, names: readonly Name[], asked: string): Name {
  const name = names.find((each) => each === asked)
  return name ?? refuse('wrong-input', { why: `${operator}: is one of ${names.join(', ')}.` })
}

async function whose(db: Reader, actor: Actor, assignee: string) {
  if (assignee === 'none') return null
  if (assignee === 'me' && actor) return actor.personId
  return whichAgent(db, assignee)
}
