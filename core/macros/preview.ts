import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { agentNames } from '#core/people/agent-names.ts'
import { allTeams } from '#core/teams/teams.ts'
import { priorityWords, statusWords } from '#core/tickets/words.ts'
import type { MacroId, TicketId } from '#db/schema/columns.ts'
import { readMacro } from './find.ts'
import type { MacroActions } from './macro.ts'
import { filledFor } from './words-of.ts'

/** What a macro would say and do on a ticket. */
export async function previewMacro(db: Reader, agent: Agent, id: TicketId, macroId: MacroId) {
  const { name, text, note, actions } = await readMacro(db, macroId)
  const names = await namesFor(db)
  return {
    ...{ id: macroId, name, note },
    text: await filledFor(db, agent, id, text),
    does: actionsInWords(actions, names),
  }
}

export type MacroPreview = Awaited<ReturnType<typeof previewMacro>>

interface Names {
  people: ReadonlyMap<number, string>
  teams: ReadonlyMap<number, string>
}

export async function namesFor(db: Reader): Promise<Names> {
  const map = (rows: { id: number; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name] as const))
  return { people: map(await agentNames(db)), teams: map(await allTeams(db)) }
}

/** Each action as a few words: "Priority: High". */
export function actionsInWords(actions: MacroActions, { people, teams }: Names): string[] {
  const { status, priority, addTags, removeTags, fields, team, assignee, snoozeHours } = actions
  const words: string[] = []
  if (status) words.push(`Status: ${statusWords[status]}`)
  if (priority) words.push(`Priority: ${priorityWords[priority]}`)
  for (const tag of addTags ?? []) words.push(`Tag: ${tag}`)
  for (const tag of removeTags ?? []) words.push(`No tag: ${tag}`)
  for (const [key, value] of Object.entries(fields ?? {})) words.push(`${key}: ${value ?? 'empty'}`)
  if (team) words.push(`Team: ${teams.get(team) ?? 'one that is gone'}`)
  if (assignee === 'me') words.push('Assign to me')
  else if (assignee === null) words.push('Back to the queue')
  else if (assignee) words.push(`Assign to ${people.get(assignee) ?? 'somebody who is gone'}`)
  if (snoozeHours) words.push(`Snooze ${snoozeHours} h`)
  return words
}
