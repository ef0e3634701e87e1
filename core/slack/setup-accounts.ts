import { and, asc, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Reader, Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { requireManager } from '#core/teams/require-manager.ts'
import { recordDesk } from '#core/timeline.ts'
import { agents, people } from '#db/schema/people.ts'
import { slackPeople, slackWorkspaces } from '#db/schema/slack.ts'
import type { SlackUser } from './home.ts'
import { refreshHome } from './home-refresh.ts'

const most = 500

/** Agents by name, each with the accounts that they act with in connected workspaces; a row without one has null. */
export async function agentsInSlack(db: Reader) {
  const connected = db
    .select({ id: slackWorkspaces.id })
    .from(slackWorkspaces)
    .where(isNull(slackWorkspaces.disconnectedAt))
  const rows = await db
    .select({
      id: people.id,
      name: people.name,
      account: slackPeople,
      workspace: slackWorkspaces.name,
    })
    .from(agents)
    .innerJoin(people, eq(people.id, agents.personId))
    .leftJoin(
      slackPeople,
      and(eq(slackPeople.personId, people.id), inArray(slackPeople.workspaceId, connected)),
    )
    .leftJoin(slackWorkspaces, eq(slackWorkspaces.id, slackPeople.workspaceId))
    .where(and(isNull(agents.deactivatedAt), ne(agents.role, 'auditor'))) // Auditors act nowhere.
    .orderBy(asc(people.name), asc(people.id))
    .limit(most)
  return rows.map(({ id, name, account, workspace }) => {
    if (!account) return { id, name, account: null }
    const { workspaceId, userId, name: known } = account
    return { id, name, account: { workspaceId, userId, name: known, workspace: workspace ?? '' } }
  })
}

/**
 * Makes an account in Slack nobody's. Its address alone makes it no agent again; whoever it belongs to can connect it
 * by a link. For admins.
 */
export async function disconnectAccount(work: Work, user: SlackUser): Promise<void> {
  requireManager(work, null)
  const { workspaceId, userId } = user
  const mine = and(
    eq(slackPeople.workspaceId, workspaceId),
    eq(slackPeople.userId, userId),
    isNotNull(slackPeople.personId),
  )
  const [held] = await work.tx
    .select({ personId: slackPeople.personId })
    .from(slackPeople)
    .where(mine)
    .for('update')
  if (!held?.personId) refuse('not-found', { what: 'account that is connected' })
  await work.tx.update(slackPeople).set({ personId: null, heldApart: true }).where(mine)
  await recordDesk(work, 'person', held.personId, 'slack_unlinked', { workspaceId, userId })
  refreshHome(work, user, 0) // It shows tickets that are none of theirs now.
}
