import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { changeNotifying } from '#core/notifications/preferences.ts'
import { changeRole } from '#core/people/change-role.ts'
import { deactivateAgent, reactivateAgent } from '#core/people/deactivate.ts'
import { hoursFromText } from '#core/people/hours-text.ts'
import { setPresence } from '#core/people/presence.ts'
import { changeProfile } from '#core/people/profile.ts'
import { setSkills } from '#core/routing/skills-of-agent.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agentRole, presence } from '#db/schema/enums.ts'

const workingTime = {
  timeZone: z.string().trim().max(64),
  hours: z.string().max(500),
  languages: z.string().max(300),
}

/** How one agent is changed, as forms say it: by themselves on their account, by managers on their page. */
const AgentIntent = z.discriminatedUnion('intent', [
  z.strictObject({
    intent: z.literal('presence'),
    presence: z.enum(presence.enumValues),
    until: z.iso.datetime().optional(),
  }),
  z.strictObject({ intent: z.literal('time'), ...workingTime }),
  z.strictObject({
    intent: z.literal('profile'),
    name: z.string().max(200),
    capacity: z
      .string()
      .regex(/^\d{0,5}$/, 'Capacity is a whole number, or empty for no limit.')
      .transform((text) => (text === '' ? null : Number(text))),
  }),
  z.strictObject({
    intent: z.literal('notify'),
    slack: z.literal('on').optional(),
    email: z.literal('on').optional(),
    digest: z.literal('on').optional(),
    quiet: z.string().max(500),
  }),
  z.looseObject({ intent: z.literal('skills') }),
  z.strictObject({ intent: z.literal('role'), role: z.enum(agentRole.enumValues) }),
  z.strictObject({ intent: z.enum(['deactivate', 'reactivate']) }),
])

/** Does what a form asks for. @returns what to tell */
export async function changeAgent(work: Work, id: PersonId, form: FormData): Promise<string> {
  const asked = AgentIntent.parse(Object.fromEntries(form))
  switch (asked.intent) {
    case 'presence':
      await setPresence(work, id, {
        presence: asked.presence,
        until: asked.until === undefined ? null : new Date(asked.until),
      })
      return asked.presence === 'available'
        ? 'Back: new tickets come again.'
        : 'Away: no new tickets.'
    case 'time':
      await changeProfile(work, id, {
        timeZone: asked.timeZone,
        workingHours: readHours(asked.hours),
        languages: asked.languages.split(/[\s,;]+/).filter(Boolean),
      })
      return 'Saved.'
    case 'profile':
      await changeProfile(work, id, { name: asked.name, capacity: asked.capacity })
      return 'Saved.'
    case 'notify':
      await changeNotifying(work, id, {
        notifySlack: asked.slack === 'on',
        notifyEmail: asked.email === 'on',
        notifyDigest: asked.digest === 'on',
        quietHours: readHours(asked.quiet),
      })
      return 'Saved.'
    case 'skills':
      await setSkills(work, id, levelsIn(form))
      return 'Saved.'
    case 'role':
      await changeRole(work, id, asked.role)
      return 'Their role is changed. They have to sign in anew.'
    case 'deactivate':
      await deactivateAgent(work, id)
      return 'They are signed out everywhere. Their open tickets go back to the queues.'
    case 'reactivate':
      await reactivateAgent(work, id)
      return 'They can work here again.'
  }
}

/** Empty: at any time. */
function readHours(text: string) {
  if (text.trim() === '') return null
  const hours = hoursFromText(text)
  if (!('unread' in hours)) return hours
  const message = `“${hours.unread}” cannot be read. Write hours like “Mon–Fri 09:00–12:30, 13:00–17:00; Sat 10:00–14:00”.`
  throw new z.ZodError([{ code: 'custom', path: ['hours'], message, input: text }])
}

/** Fields named `skill.billing` hold levels; empty: they do not know it. */
export function levelsIn(form: FormData): Record<string, number> {
  return Object.fromEntries(
    [...form]
      .filter(([name, level]) => name.startsWith('skill.') && level !== '')
      .map(([name, level]) => [name.slice('skill.'.length), Number(level)]),
  )
}
