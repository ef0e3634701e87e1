import type { Reader } from '#core/app.ts'
import { knownChannel } from './requests-channels.ts'
import { type MessagePlace, threadAt } from './threads.ts'

/** Whether what hangs on a message may be of a ticket: in a thread of one, or where every message asks for one. */
export async function isHeard(db: Reader, root: MessagePlace): Promise<boolean> {
  if (root.channelId.startsWith('D') || (await threadAt(db, root))) return true
  return (await knownChannel(db, root))?.watchTeamId != null
}
