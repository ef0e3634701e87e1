import { timingSafeEqual } from 'node:crypto'
import type { Work } from '#core/app.ts'
import { type KeyRing, sign } from '#core/key-ring.ts'
import { firstTime } from '#core/once.ts'
import type { PersonId } from '#db/schema/columns.ts'

/** Why an installation came to nothing, in words for whoever asked for it. */
export const installProblems = {
  'not-admin': 'Only admins add workspaces. Ask one to press “Add to Slack” on this page.',
  declined:
    'Nobody allowed it in Slack, so nothing was connected. Press “Add to Slack” again, and allow it there.',
  stale:
    'That answer of Slack is too old, was used before, or belongs to another browser or person. Press “Add to Slack” again.',
  organisation:
    'The app was installed for a whole Enterprise Grid organisation, and Deskwire works in single workspaces. Press “Add to Slack” again, and choose a workspace in place of the organisation.',
  rotating:
    'Tokens of this Slack app expire, which Deskwire does not take part in, and Slack does not let you turn it off. Make a new app from the manifest on this page.',
  slack:
    'Slack did not confirm the installation. Try again; if it stays, check SLACK_CLIENT_ID and SLACK_CLIENT_SECRET. What Slack answered is in the log.',
} as const

export type InstallProblem = keyof typeof installProblems

const validMs = 10 * 60_000 // As long as a code of Slack's is good.
const purpose = 'slack install'

/**
 * What Slack hands back beside its code (OAuth's `state`, RFC 6749 §10.12): who asked, signed, for ten minutes.
 * @param nonce kept by the browser that asked, in a cookie
 */
export function installState(keys: KeyRing, who: PersonId, nonce: string, now: Date): string {
  const named = `${who}.${now.getTime() + validMs}.${nonce}`
  const [key] = keys.keysFor(purpose)
  if (!key) throw new Error('The key ring is empty')
  return `${named}.${sign(key, named)}`
}

/** Whether it is ours, still good, of the person who acts and of their browser, and comes for the first time. */
export async function acceptInstall(work: Work, state: string, nonce: string): Promise<boolean> {
  const [, named = '', who = '', until = '', given = '', signature = ''] =
    /^((\d{1,10})\.(\d{1,16})\.([\w-]{16}))\.([\w-]{43})$/.exec(state) ?? []
  const signed = work.keys
    .keysFor(purpose)
    .some((key) => named && timingSafeEqual(Buffer.from(sign(key, named)), Buffer.from(signature)))
  return (
    signed &&
    given === nonce &&
    Number(who) === work.actor?.personId &&
    Number(until) >= work.now.getTime() &&
    firstTime(work, `slack:install:${given}`)
  )
}
