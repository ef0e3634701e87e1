import { and, eq, ne } from 'drizzle-orm'
import { asDesk, type Reader, type Work } from '#core/app.ts'
import type { KeyRing } from '#core/key-ring.ts'
import { firstTime } from '#core/once.ts'
import { refuse } from '#core/refusal.ts'
import { recordDesk } from '#core/timeline.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { slackPeople, slackWorkspaces } from '#db/schema/slack.ts'
import { openHome, type SlackUser } from './home.ts'
import { refreshHome } from './home-refresh.ts'
import { acceptLink, refuseLink } from './link-token.ts'

/** Who asks to be connected, for the page that asks whether to. Refuses a link that is used up or was not ours. */
export async function readOffer(db: Reader, keys: KeyRing, token: string, now: Date) {
  const offer = acceptLink(keys, token, now)
  const [asker] = await db
    .select({
      name: slackPeople.name,
      workspace: slackWorkspaces.name,
      personId: slackPeople.personId,
    })
    .from(slackPeople)
    .innerJoin(slackWorkspaces, eq(slackWorkspaces.id, slackPeople.workspaceId))
    .where(isOf(offer))
  if (!asker || asker.personId) refuseLink()
  return { name: asker.name, workspace: asker.workspace }
}

/**
 * Makes whoever asked in Slack the agent who confirms it. Full members of the workspace only; an account that this
 * agent had there before is theirs no more. Refuses one that is an agent's already.
 */
export async function linkAccount(work: Work, token: string): Promise<void> {
  const { nonce, ...user } = acceptLink(work.keys, token, work.now)
  const me = work.actor?.personId ?? refuse('not-allowed', { why: 'only an agent can confirm' })
  if (work.actor?.role === 'auditor')
    refuse('not-allowed', { why: 'auditors read and change nothing' })
  if (!(await firstTime(work, `slack:link:${nonce}`))) refuseLink()
  await asDesk(work, async () => {
    const [asker] = await work.tx.select().from(slackPeople).where(isOf(user)).for('update')
    if (!asker || asker.personId) refuseLink()
    if (asker.isBot || asker.isRestricted || asker.isStranger || asker.isDeleted)
      refuse('wrong-input', {
        why: 'Only full members of the workspace can act for the desk. Ask its admin for a full membership.',
      })
    await release(work, user.workspaceId, me, user.userId)
    await work.tx.update(slackPeople).set({ personId: me }).where(isOf(user))
    await recordDesk(work, 'person', me, 'slack_linked', { ...user })
    await openHome(work, user)
  })
  refreshHome(work, user, 0)
}

async function release(work: Work, workspaceId: string, me: PersonId, but: string): Promise<void> {
  const released = await work.tx
    .update(slackPeople)
    .set({ personId: null })
    .where(
      and(
        eq(slackPeople.workspaceId, workspaceId),
        eq(slackPeople.personId, me),
        ne(slackPeople.userId, but),
      ),
    )
    .returning({ userId: slackPeople.userId })
  for (const { userId } of released) {
    await recordDesk(work, 'person', me, 'slack_unlinked', { workspaceId, userId })
    refreshHome(work, { workspaceId, userId }, 0) // It shows tickets that are none of theirs now.
  }
}

function isOf({ workspaceId, userId }: SlackUser) {
  return and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.userId, userId))
}
