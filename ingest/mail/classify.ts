import { autoReplySign } from './auto-reply.ts'
import { isReceipt, readBounce } from './bounce.ts'
import { bounceSign } from './bounce-signs.ts'
import { feedbackSign } from './feedback.ts'
import { hasHeader } from './header-facts.ts'
import type { ParsedMail } from './parsed.ts'

type MailKind = 'human' | 'bounce' | 'auto_reply' | 'feedback' | 'loop'

export interface Classified {
  kind: MailKind
  reason: string // The fact that decided, as a sentence.
  bounce: Bounce | null // Set exactly when the kind is bounce.
}

export interface Bounce {
  recipients: string[]
  status: string | null // x.y.z of RFC 3463; null: the report does not say.
  hard: boolean | null // True: writing there again is hopeless. Null: it cannot be told.
  originalMessageIds: string[] // Without brackets, the likeliest first.
}

/** What marks a mail as one of ours that came back to us. */
export interface Ours {
  messageIdHosts: string[] // In lower case.
  loopHeaders: string[] // Header names, in lower case.
}

/**
 * Says what kind a mail is, and why. Automatic mail is recognised by facts, the strongest first; a mail
 * without one is human: to answer a program once does less harm than to lose a person's mail.
 */
export function classify(
  mail: ParsedMail,
  envelope: { from: string },
  ours: Ours = { messageIdHosts: [], loopHeaders: [] },
): Classified {
  const loop = loopSign(mail, ours)
  if (loop) return verdict('loop', loop)
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
    loop: 'Our own mail',
  }
  return { kind, reason: `${words[kind]}: ${fact}.`, bounce: null }
}

function loopSign(mail: ParsedMail, { messageIdHosts, loopHeaders }: Ours): string | null {
  const header = loopHeaders.find((name) => hasHeader(mail, name))
  if (header) return `its header has ${header}`
  const host = mail.messageId.slice(mail.messageId.lastIndexOf('@') + 1).toLowerCase()
  return mail.hasMessageId && messageIdHosts.includes(host) ? `its Message-ID is of ${host}` : null
}
