import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { perform, read } from '#core/app.ts'
import {
  keepSlackPerson,
  type NoSeat,
  type SlackProfile,
  type SlackSeat,
  slackSeat,
} from '#core/slack/people.ts'
import type { Bot } from './bot.ts'
import { errorCode } from './outbox/outcome.ts'

const freshMs = 3_600_000 // Slack tells of changes; this is for those that it did not.

/** A user as `users.info` and `user_change` tell; what is left out counts as the worse case. */
const User = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().default(''),
  real_name: z.string().optional(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  is_email_confirmed: z.boolean().default(false),
  profile: z.object({ email: z.string().optional(), image_72: z.string().optional() }).prefault({}),
})

/** Who somebody is in a workspace, as Slack says. */
export function profileOf(workspaceId: string, said: unknown): SlackProfile {
  const user = User.parse(said)
  return {
    workspaceId,
    userId: user.id,
    name: (user.real_name || user.name).slice(0, 200),
    picture: user.profile.image_72?.startsWith('https:') ? user.profile.image_72 : null,
    email: user.is_email_confirmed ? (user.profile.email ?? null) : null,
    isBot: user.is_bot,
    isRestricted: user.is_restricted || user.is_ultra_restricted,
    isStranger: user.is_stranger || user.team_id !== workspaceId,
    isDeleted: user.deleted,
  }
}

/** The agent behind a Slack id. Slack is asked about those whom we do not know, or have not asked about lately. */
export async function whoIs(
  bot: Bot,
  client: WebClient,
  workspaceId: string,
  userId: string,
): Promise<SlackSeat> {
  const ask = () => read(bot.app, null, (db) => slackSeat(db, workspaceId, userId))
  const seat = await ask()
  const asked = seat.checkedAt?.getTime() ?? 0
  const isFresh = bot.app.clock().getTime() - asked < freshMs
  if (isFresh && (seat.agent || seat.why !== 'not-linked')) return seat
  const profile = await profileIn(client, workspaceId, userId)
  if (!profile) return seat
  await perform(bot.app, null, (work) => keepSlackPerson(work, profile))
  return ask()
}

/** Undefined: Slack does not tell us about them. */
async function profileIn(client: WebClient, workspaceId: string, userId: string) {
  try {
    return profileOf(workspaceId, (await client.users.info({ user: userId })).user)
  } catch (error) {
    if (errorCode(error)?.startsWith('user_not_')) return undefined
    throw error
  }
}

const reasons: Record<NoSeat, string> = {
  unknown: 'Slack does not say who you are. Try again in a moment.',
  stranger: 'You belong to another organisation; only agents of this desk may do that.',
  guest: 'Guests of this workspace cannot act for the desk. Ask an admin for a full membership.',
  bot: 'Bots cannot act for the desk.',
  'not-linked':
    'Your Slack account belongs to no agent of the desk. Ask an admin to add you there with the address that you use in Slack.',
  inactive: 'You are not an active agent of the desk. Ask an admin to make you one.',
}

/** Why somebody cannot act, and what would change that. */
export function whyNot(why: NoSeat): string {
  return reasons[why]
}
