import { eq } from 'drizzle-orm'
import type { Reader } from '#core/app.ts'
import { slackChannels, slackPeople } from '#db/schema/slack.ts'

/** The names that we know in a workspace, for what Slack writes as ids. */
export async function namesInSlack(db: Reader, workspaceId: string) {
  const people = await db
    .select({ id: slackPeople.userId, name: slackPeople.name })
    .from(slackPeople)
    .where(eq(slackPeople.workspaceId, workspaceId))
  const channels = await db
    .select({ id: slackChannels.id, name: slackChannels.name })
    .from(slackChannels)
    .where(eq(slackChannels.workspaceId, workspaceId))
  const names = new Map([...people, ...channels].map(({ id, name }) => [id, name]))
  return {
    user: (id: string) => names.get(id) ?? 'somebody',
    channel: (id: string) => names.get(id) ?? 'a channel',
  }
}
