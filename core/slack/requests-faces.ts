import { and, eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { slackPeople } from '#db/schema/slack.ts'
import { workspaceById } from './workspaces.ts'

/** How an agent appears in a workspace, and whether our app may post in their name. */
export async function readFace(db: Reader, workspaceId: string, agent: PersonId | null) {
  const workspace = await workspaceById(db, workspaceId)
  const [known] = agent
    ? await db
        .select({ picture: slackPeople.picture })
        .from(slackPeople)
        .where(and(eq(slackPeople.workspaceId, workspaceId), eq(slackPeople.personId, agent)))
    : []
  return {
    picture: known?.picture ?? null,
    bearsNames: workspace?.scopes.includes('chat:write.customize') ?? false,
  }
}
