import { and, eq } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import { agentAt } from '#core/people/agent-at.ts'
import { findOrAddPerson, shortName } from '#core/people/find-or-add.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'
import { slackPeople } from '#db/schema/slack.ts'
import { keepSlackPerson, type SlackProfile } from './people.ts'

/** The person that somebody in Slack is known as; undefined: nobody yet. */
export async function personInSlack(
  db: Reader,
  workspaceId: string,
  userId: string,
): Promise<PersonId | undefined> {
  const [known] = await db
    .select({ personId: slackPeople.personId })
    .from(slackPeople)
    .where(isUser(workspaceId, userId))
  return known?.personId ?? undefined
}

/**
 * The person behind somebody in Slack, who may ask whoever they are: the one that their confirmed address belongs to,
 * else one who is known by Slack alone. Remembered, whatever becomes of the address. An agent's address makes nobody
 * else that agent, and a stranger's says nothing.
 */
export async function requesterInSlack(work: Work, profile: SlackProfile): Promise<PersonId> {
  const { workspaceId, userId } = profile
  await inTurn(work, [`slack-person:${workspaceId}:${userId}`])
  await keepSlackPerson(work, profile)
  const known = await personInSlack(work.tx, workspaceId, userId)
  if (known) return known
  const personId = (await byAddress(work, profile)) ?? (await addPerson(work, profile.name))
  await work.tx.update(slackPeople).set({ personId }).where(isUser(workspaceId, userId))
  return personId
}

async function byAddress(work: Work, profile: SlackProfile): Promise<PersonId | undefined> {
  const { workspaceId, email, name, isStranger } = profile
  if (!email || isStranger || (await agentAt(work.tx, email))) return undefined
  const personId = await findOrAddPerson(work, email, name)
  const [taken] = await work.tx
    .select({ userId: slackPeople.userId })
    .from(slackPeople)
    .where(and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.personId, personId)))
  return taken ? undefined : personId
}

async function addPerson(work: Work, name: string): Promise<PersonId> {
  const [added] = await work.tx
    .insert(people)
    .values({ name: shortName(name), createdAt: work.now })
    .returning({ id: people.id })
  if (!added) throw new Error('Postgres returned no row for a new person')
  return added.id
}

function isUser(workspaceId: string, userId: string) {
  return and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.userId, userId))
}
