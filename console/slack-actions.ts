import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { replayEvent } from '#core/slack/event-list.ts'
import { retryPost } from '#core/slack/failed-posts.ts'
import { disconnectAccount } from '#core/slack/setup-accounts.ts'
import { setTeamInSlack, watchKnown } from '#core/slack/setup-team.ts'
import { askForTestCard } from '#core/slack/setup-test.ts'
import type { SlackEventId, SlackPostId } from '#db/schema/columns.ts'
import { id, teamNumber } from './ids.ts'

const number = z.coerce.number()
const slackId = z.string().regex(/^[A-Z0-9]{1,40}$/, 'That is no id of Slack’s.')

/** What can be done on the page “Slack”, each with what it needs. */
const Intent = z.discriminatedUnion('intent', [
  z.strictObject({
    intent: z.literal('channel'),
    teamId: teamNumber,
    channel: z.string().trim().max(81),
  }),
  z.strictObject({ intent: z.literal('replies'), teamId: teamNumber, on: z.stringbool() }),
  z.strictObject({ intent: z.literal('test'), teamId: teamNumber }),
  z.strictObject({
    intent: z.literal('watch'),
    place: z.string().regex(/^[A-Z0-9]{1,40}\/[A-Z0-9]{1,40}$/, 'Choose a channel.'),
    teamId: teamNumber,
  }),
  z.strictObject({ intent: z.literal('unwatch'), workspaceId: slackId, channelId: slackId }),
  z.strictObject({ intent: z.literal('disconnect'), workspaceId: slackId, userId: slackId }),
  z.strictObject({ intent: z.literal('post'), id: number.pipe(id<SlackPostId>()) }),
  z.strictObject({ intent: z.literal('event'), id: number.pipe(id<SlackEventId>()) }),
])

/** Reads a form of the page, and gives what it asks for with the words that tell it is done. */
export function slackAction(form: FormData): { said: string; todo: (work: Work) => Promise<void> } {
  const asked = Intent.parse(Object.fromEntries(form))
  switch (asked.intent) {
    case 'channel': {
      const slackChannel = asked.channel || null
      return {
        said: slackChannel ? 'Saved. Slack is asked about the channel.' : 'Saved.',
        todo: (work) => setTeamInSlack(work, asked.teamId, { slackChannel }),
      }
    }
    case 'replies':
      return {
        said: asked.on ? 'What they write goes to the requester.' : 'What they write is a note.',
        todo: (work) => setTeamInSlack(work, asked.teamId, { repliesByDefault: asked.on }),
      }
    case 'test':
      return {
        said: 'A test card is on its way.',
        todo: (work) => askForTestCard(work, asked.teamId),
      }
    case 'watch': {
      const [workspaceId = '', channelId = ''] = asked.place.split('/')
      return {
        said: 'Each message there is a ticket from now on.',
        todo: (work) => watchKnown(work, { workspaceId, channelId }, asked.teamId),
      }
    }
    case 'unwatch':
      return {
        said: 'Messages there are tickets no more.',
        todo: (work) => watchKnown(work, asked, null),
      }
    case 'disconnect':
      return {
        said: 'The account is nobody’s now.',
        todo: (work) => disconnectAccount(work, asked),
      }
    case 'post':
      return { said: 'It is posted in its turn.', todo: (work) => retryPost(work, asked.id) }
    case 'event':
      return { said: 'It is worked again now.', todo: (work) => replayEvent(work, asked.id) }
  }
}
