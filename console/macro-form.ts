import { z } from 'zod'
import { type Macro, MacroActions } from '#core/macros/macro.ts'
import type { TeamId } from '#db/schema/columns.ts'

/** A macro as a form sends it: everything is text, and empty means not. */
const Form = z.object({
  name: z.string().trim().min(1, 'A name is missing.').max(80),
  team: z.string(),
  text: z.string(),
  note: z.string().optional(),
  status: z.string(),
  priority: z.string(),
  addTags: z.string(),
  removeTags: z.string(),
  assignee: z.string(),
  handTo: z.string(),
  snooze: z.string(),
  fields: z.string(),
})

/** Reads what was filled in. Throws what is wrong with it, for people. */
export function macroFrom(form: FormData): Omit<Macro, 'id'> {
  const given = Form.parse(Object.fromEntries(form))
  const { name, text, note, team } = given
  const wanted = {
    status: given.status || undefined,
    priority: given.priority || undefined,
    addTags: list(given.addTags),
    removeTags: list(given.removeTags),
    fields: facts(given.fields),
    team: given.handTo ? Number(given.handTo) : undefined,
    assignee: assigneeFrom(given.assignee),
    snoozeHours: given.snooze ? Number(given.snooze) : undefined,
  }
  const actions = MacroActions.parse(
    Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
  )
  const teamId = team ? (Number(team) as TeamId) : null
  return { name, teamId, text: text.replaceAll('\r\n', '\n'), note: note === 'on', actions }
}

function list(words: string): string[] | undefined {
  const tags = words.split(',').filter((tag) => tag.trim())
  return tags.length > 0 ? tags : undefined
}

/** `order = 8812`, one a line; nothing behind the sign empties it. */
function facts(lines: string): Record<string, string | null> | undefined {
  const pairs = lines
    .split('\n')
    .filter((line) => line.trim())
    .map((line): [string, string | null] => {
      const [key = '', ...value] = line.split('=')
      return [key.trim(), value.join('=').trim() || null]
    })
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined
}

function assigneeFrom(given: string): 'me' | number | null | undefined {
  if (given === '') return undefined
  if (given === 'none') return null
  return given === 'me' ? 'me' : Number(given)
}
