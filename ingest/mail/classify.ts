import { autoReplySign } from './auto-reply.ts'
import { isReceipt, readBounce } from './bounce.ts'
import { bounceSign } from './bounce-signs.ts'
import { feedbackSign } from './feedback.ts'
import type { ParsedMail } from './parsed.ts'

type MailKind = 'human' | 'bounce' | 'auto_reply' | 'feedback'

export interface Classified {
  kind: MailKind
  reason: string // The fact that decided, as a sentence.
  bounce: Bounce | null // Set exactly when the kind is bounce.
}

export interface Bounce {
  recipients: string[]
  status: string | null // x.y.z of RFC 3463; null: the report does not say.
  hard: boolean | null // True: writing there again is hopeless. Null: it cannot be told.
  delayed: boolean // It is still being tried and may arrive.
  said: string // By the server that refused it, in one line; empty: nothing that could be told from the rest.
  originalMessageIds: string[] // Without brackets, the likeliest first.
}

/**
 * Says what kind a mail is, and why. Automatic mail is recognised by facts, the strongest first; a mail
 * without one is human: to answer a program once does less harm than to lose a person's mail.
 */
export function classify(mail: ParsedMail, envelope: { from: string }): Classified {
  const feedback = feedbackSign(mail)
  if (feedback) return verdict('feedback', feedback)
  const bounce = bounceSign(mail, envelope)
  if (bounce && isReceipt(mail)) return verdict('auto_reply', 'it says that a mail was delivered')
  if (bounce) return { ...verdict('bounce', bounce), bounce: readBounce(mail) }
  const automatic = autoReplySign(mail, envelope)
  return automatic
    ? verdict('auto_reply', automatic)
    : verdict('human', 'nothing says that a program sent it')
}

function verdict(kind: MailKind, fact: string): Classified {
  const words: Record<MailKind, string> = {
    human: 'Taken as written by a person',
    bounce: 'A bounce',
    auto_reply: 'An automatic mail',
    feedback: 'A complaint report',
  }
  return { kind, reason: `${words[kind]}: ${fact}.`, bounce: null }
}
