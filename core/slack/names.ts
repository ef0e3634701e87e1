import { and, eq, inArray } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { slackChannels, slackPeople } from '#db/schema/slack.ts'

/** What we know of people and channels of a workspace, for what Slack writes as ids: name by id. */
export async function namesInSlack(
  db: Reader,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = await db
    .select({ id: slackPeople.userId, name: slackPeople.name })
    .from(slackPeople)
    .where(and(eq(slackPeople.workspaceId, workspaceId), inArray(slackPeople.userId, ids)))
  const channels = await db
    .select({ id: slackChannels.id, name: slackChannels.name })
    .from(slackChannels)
    .where(and(eq(slackChannels.workspaceId, workspaceId), inArray(slackChannels.id, ids)))
  return new Map([...people, ...channels].map(({ id, name }) => [id, name]))
}
