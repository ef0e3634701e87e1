import { eq } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { changesBetween } from '#core/changes.ts'
import { refuse } from '#core/refusal.ts'
import { askToDrain } from '#core/routing/drain.ts'
import { teamsOf } from '#core/teams/teams-of.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agents, people, type WeekHours } from '#db/schema/people.ts'
import { shortName } from './find-or-add.ts'
import { holdActive } from './hold-agent.ts'
import { knownLanguageFrom } from './language.ts'
import { requireManagerOf, requireManagerOrSelf } from './require-manager-of.ts'
import { requireTimeZone, requireWeekHours } from './week-hours.ts'

/** When and in what languages somebody works: theirs to say. */
interface WorkingTime {
  timeZone: string // IANA.
  workingHours: WeekHours | null // In their zone; null: at any time.
  languages: string[] // BCP 47, that they answer in.
}

interface Profile extends WorkingTime {
  name: string
  capacity: number | null // Weighted open tickets at most; null: no limit.
}

/** Sets when somebody works, and how much they are given; what is not given stays. */
export async function changeProfile(
  work: Work,
  personId: PersonId,
  profile: Partial<Profile>,
): Promise<void> {
  const { name, capacity } = profile
  if (name === undefined && capacity === undefined) await requireManagerOrSelf(work, personId)
  else await requireManagerOf(work, personId)
  const after = checked(profile)
  const agent = await holdActive(work, personId)
  const [person] = await work.tx
    .select({ name: people.name })
    .from(people)
    .where(eq(people.id, personId))
  const changes = changesBetween({ ...agent, name: person?.name ?? '' }, after)
  if (Object.keys(changes).length === 0) return
  await asDesk(work, async () => {
    const { name, ...rest } = after
    if (changes.name) await work.tx.update(people).set({ name }).where(eq(people.id, personId))
    if (Object.keys(changes).some((field) => field !== 'name'))
      await work.tx.update(agents).set(rest).where(eq(agents.personId, personId))
  })
  await recordDesk(work, 'person', personId, 'agent_changed', { changes })
  await askToDrain(work, await teamsOf(work.tx, personId))
}

function checked({ languages, ...profile }: Partial<Profile>): Partial<Profile> {
  const { capacity, timeZone, workingHours, name } = profile
  if (name !== undefined && shortName(name) === '')
    refuse('wrong-input', { why: 'A name is missing.' })
  if (capacity != null && !(Number.isInteger(capacity) && capacity >= 0 && capacity <= 10_000))
    refuse('wrong-input', { why: 'Capacity is a whole number from 0 to 10,000, or no limit.' })
  if (timeZone !== undefined) requireTimeZone(timeZone)
  if (workingHours) requireWeekHours(workingHours)
  return {
    ...profile,
    ...(name !== undefined && { name: shortName(name) }),
    ...(languages && { languages: [...new Set(languages.map(knownLanguageFrom))] }),
  }
}
