import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { addMember, removeMember } from '#core/teams/members.ts'
import { changeTeam } from '#core/teams/settings.ts'
import type { CalendarId, TeamId } from '#db/schema/columns.ts'
import { assignmentStrategy } from '#db/schema/enums.ts'
import { levelsIn } from './agent-actions.ts'
import { personNumber } from './ids.ts'

/** A number that may be left out. */
const count = z
  .string()
  .trim()
  .regex(/^\d{0,5}$/, 'Days and hours are whole numbers.')
  .transform((text) => (text === '' ? null : Number(text)))
const ticked = z.literal('on').optional().transform(Boolean)

const Intent = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('join'), person: personNumber }),
  z.strictObject({
    intent: z.literal('leave'),
    person: personNumber,
    tickets: z.enum(['keep', 'return']),
  }),
  z.object({
    intent: z.literal('settings'),
    name: z.string(),
    strategy: z.enum(assignmentStrategy.enumValues),
    calendar: count.transform((id) => id as CalendarId | null),
    followUpToLast: ticked,
    reopenDays: count,
    digestAt: z.string(),
    remindAfterHours: count,
    closeAfterHours: count,
    surveys: ticked,
  }),
])

/** What the page of a team changes. @returns what to tell */
export async function changeTeamPage(work: Work, id: TeamId, form: FormData): Promise<string> {
  const asked = Intent.parse(Object.fromEntries(form))
  switch (asked.intent) {
    case 'join':
      await addMember(work, id, asked.person)
      return 'They are in the team.'
    case 'leave': {
      const returnTickets = asked.tickets === 'return'
      const open = await removeMember(work, id, asked.person, { returnTickets })
      const fate = returnTickets ? 'back in the queue' : 'still theirs'
      return `They are out of the team. Open tickets ${fate}: ${open}.`
    }
    case 'settings': {
      const { intent: _, calendar, ...settings } = asked
      await changeTeam(work, id, { ...settings, calendarId: calendar, skills: levelsIn(form) })
      return 'Saved.'
    }
  }
}
