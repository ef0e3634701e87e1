import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'
import { closings } from '#core/slack/channel-problems.ts'
import type { PostEnd } from '#core/slack/conclude-post.ts'

/** Slack's name for what went wrong; undefined: it did not answer in its own words. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined
}

const unheard = new Set('internal_error fatal_error service_unavailable request_timeout'.split(' '))
const gone = new Set('message_not_found cant_update_message thread_not_found'.split(' '))
const unreachable = new Set('not_in_channel channel_not_found is_archived'.split(' '))
const tokenDead = new Set(
  'invalid_auth not_authed account_inactive token_revoked token_expired'.split(' '),
)
/** Whether nothing more can be said in the workspace before the app is installed again. */
export function isTokenDead(error: unknown): boolean {
  return tokenDead.has(errorCode(error) ?? '')
}

const limitPauseMs = 30_000 // For a 429 that does not say for how long.

/** The look for a post that may have been made has failed: whatever the reason, nobody knows any better. */
export class StillUncertain extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** What an attempt that failed means for its post: certain is whether Slack has surely not done it. */
export function outcomeOf(error: unknown, channel: string): PostEnd {
  if (error instanceof StillUncertain) {
    const outcome = outcomeOf(error.cause, channel)
    return outcome.end === 'later' ? { ...outcome, certain: false } : outcome
  }
  if (error instanceof WebAPIRateLimitedError)
    return { end: 'later', reason: limited, pauseMs: error.retryAfter * 1000, certain: true }
  const code = errorCode(error)
  if (code === undefined) {
    const reason = error instanceof Error ? error.message : String(error)
    const isLimit = reason.includes('Retry header')
    const pauseMs = isLimit ? { pauseMs: limitPauseMs } : {}
    return { end: 'later', reason: isLimit ? limited : reason, certain: isLimit, ...pauseMs }
  }
  if (code === 'ratelimited' || code === 'rate_limited')
    return { end: 'later', reason: limited, pauseMs: limitPauseMs, certain: true }
  if (unheard.has(code))
    return { end: 'later', reason: `Slack had trouble (${code}).`, certain: false }
  if (tokenDead.has(code))
    return { end: 'later', reason: `Slack does not take the token (${code}).`, certain: true }
  if (gone.has(code)) return { end: 'lost' }
  const reason = (words[code] ?? words.other)(channel, code)
  return { end: unreachable.has(code) ? 'closed' : 'never', reason }
}

const limited = 'Slack asked to be told less at once.'

const noUploads =
  'Your workspace does not take such files. Read them in the console, or allow them in Slack.'

/** What people can do about it. */
const words: Record<'other', (channel: string, code: string) => string> &
  Record<string, (channel: string, code: string) => string> = {
  not_in_channel: (channel) =>
    `The bot is not in ${channel}. Type /invite @Deskwire there; what waits is then posted.`,
  channel_not_found: (channel) =>
    `There is no ${channel} that the bot can see. If it is private, type /invite @Deskwire there.`,
  is_archived: closings.archived,
  msg_too_long: () => 'It is too long for Slack. Read it in the console.',
  restricted_action: (channel) =>
    `Your workspace does not let apps post in ${channel}. Allow it in the channel's settings.`,
  missing_scope: () => 'The app lacks a permission. Install it again with the manifest in docs/.',
  file_type_not_allowed: () => noUploads,
  file_uploads_except_images_disabled: () => noUploads,
  other: (channel, code) => `Slack did not take it for ${channel} (${code}).`,
}
