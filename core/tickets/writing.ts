import type { Actor } from '#core/actor.ts'
import type { Channel } from '#db/schema/enums.ts'
import type { AttachedFile, NewMessage } from './messages.ts'

/** What an agent wrote. HTML, where given, is what is mailed beside the text. */
export interface Writing {
  text: string
  html?: string | undefined
  files?: AttachedFile[]
  cameIn?: Pick<NewMessage, 'mailId' | 'fingerprint'> // The mail it was written in; absent: it was not written by mail.
}

/** The channel that a message by this actor is shown under. */
export function channelOf(actor: Actor): Channel {
  const via = actor?.via
  return via === 'slack' || via === 'console' || via === 'email' ? via : 'api'
}
