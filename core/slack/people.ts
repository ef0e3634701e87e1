import { and, eq } from 'drizzle-orm'
import type { Agent, Door } from '#core/actor.ts'
import type { Reader, Work } from '#core/app.ts'
import { agentAt } from '#core/people/agent-at.ts'
import { agentById } from '#core/people/agents.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { slackPeople } from '#db/schema/slack.ts'

/** Somebody as Slack knows them. */
export interface SlackProfile
  extends Omit<typeof slackPeople.$inferSelect, 'personId' | 'heldApart' | 'checkedAt'> {
  email: string | null // Only one that Slack has confirmed.
}

/**
 * Writes down who somebody in Slack is. A full member whose confirmed address is an agent's is that agent from then
 * on, whatever becomes of the address; an agent is one person in a workspace.
 */
export async function keepSlackPerson(work: Work, profile: SlackProfile): Promise<void> {
  const { email, ...about } = profile
  const who = and(
    eq(slackPeople.workspaceId, about.workspaceId),
    eq(slackPeople.userId, about.userId),
  )
  const known = { ...about, checkedAt: work.now }
  const [kept] = await work.tx
    .insert(slackPeople)
    .values(known)
    .onConflictDoUpdate({ target: [slackPeople.workspaceId, slackPeople.userId], set: known })
    .returning({ personId: slackPeople.personId, heldApart: slackPeople.heldApart })
  if (kept?.personId || kept?.heldApart || !email || !isFullMember(about)) return
  const personId = await agentAt(work.tx, email)
  if (!personId || (await isTaken(work, about.workspaceId, personId))) return
  await work.tx.update(slackPeople).set({ personId }).where(who)
  const { workspaceId, userId } = about
  await recordDesk(work, 'person', personId, 'slack_linked', { workspaceId, userId, email })
}

async function isTaken(work: Work, workspaceId: string, personId: PersonId): Promise<boolean> {
  const [other] = await work.tx
    .select({ userId: slackPeople.userId })
    .from(slackPeople)
    .where(and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.personId, personId)))
  return other !== undefined
}

function isFullMember({ isBot, isRestricted, isStranger, isDeleted }: SlackStanding): boolean {
  return !isBot && !isRestricted && !isStranger && !isDeleted
}

type SlackStanding = Pick<SlackProfile, 'isBot' | 'isRestricted' | 'isStranger' | 'isDeleted'>

/** An agent who acts in Slack, or why somebody there is none. */
export type SlackSeat =
  | { agent: Agent; checkedAt: Date }
  | { agent: undefined; why: NoSeat; checkedAt: Date | null }
export type NoSeat = 'unknown' | 'stranger' | 'guest' | 'bot' | 'not-linked' | 'inactive'

/** Who acts, by Slack's ids alone. Everything is looked up anew each time: who left this minute acts no more. */
export async function slackSeat(
  db: Reader,
  workspaceId: string,
  userId: string,
): Promise<SlackSeat> {
  const [person] = await db
    .select()
    .from(slackPeople)
    .where(and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.userId, userId)))
  const no = (why: NoSeat): SlackSeat => ({
    agent: undefined,
    why,
    checkedAt: person?.checkedAt ?? null,
  })
  if (!person) return no('unknown')
  if (person.isStranger) return no('stranger')
  if (person.isRestricted) return no('guest')
  if (person.isBot) return no('bot')
  if (person.isDeleted) return no('inactive')
  if (!person.personId) return no('not-linked')
  const agent = await agentById(db, person.personId, slackDoor)
  const { checkedAt } = person
  return agent && agent.role !== 'auditor' ? { agent, checkedAt } : no('inactive')
}

const slackDoor: Door = { via: 'slack' }

/** Slack's id for a person; null: they are not in that workspace, as far as we know. */
export async function slackIdOf(
  db: Reader,
  workspaceId: string,
  personId: PersonId,
): Promise<string | null> {
  const [found] = await db
    .select({ userId: slackPeople.userId })
    .from(slackPeople)
    .where(
      and(
        eq(slackPeople.workspaceId, workspaceId),
        eq(slackPeople.personId, personId),
        eq(slackPeople.isDeleted, false),
      ),
    )
  return found?.userId ?? null
}
