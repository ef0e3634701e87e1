import type { KeyRing } from '#core/key-ring.ts'
import type { Named, Relative } from '#core/mails/relatives.ts'
import { verifyMessageId, verifyReplyToken, verifyReturnPath } from '#core/mails/reply-token.ts'
import type { Letter } from './letter.ts'

type Naming = Pick<Letter, 'messageId' | 'names' | 'recipients' | 'subjectNumbers'>

/** What a mail names that may be ours. Only what this desk has signed counts as signed; the rest is no error. */
export function namedBy(keys: KeyRing, letter: Naming): Named {
  const { messageId, names, recipients, subjectNumbers } = letter
  return {
    messageId,
    names,
    tokens: recipients.flatMap((address) => verifyReplyToken(keys, address) ?? []),
    returned: recipients.flatMap((address) => verifyReturnPath(keys, address) ?? []),
    signed: names.flatMap((name) => {
      const ticketId = verifyMessageId(keys, name)?.ticketId
      return ticketId ? { name, ticketId } : []
    }),
    subjectNumbers,
  }
}

export interface Thread extends Pick<Relative, 'ticketId' | 'part' | 'address'> {
  why: string // How it was found, in words.
  belongs: boolean // False: the mail answers a conversation that its sender takes no part in.
}

/**
 * The conversation a mail goes on with; undefined: it begins one. Of these the first that leads somewhere decides: the
 * reply address it was sent to; the messages it names, nearest first; the answers to it that came before it; the number
 * in its subject. Of several the one that has the sender in it is meant: nobody can lay claim to somebody else's answer
 * by sending its Message-ID first. What anybody may guess leads only those who take part.
 */
export function threadOf(
  letter: Pick<Letter, 'messageId' | 'names'>,
  relatives: readonly Relative[],
): Thread | undefined {
  return (
    pick(reached(relatives), 'it was sent to the reply address of that ticket') ??
    pick(namedOnes(letter, relatives), 'it answers a mail of that ticket') ??
    pick(earlierOnes(letter, relatives), 'a mail of that ticket answers it') ??
    pick(numberedOnes(relatives), 'its subject names that ticket, in which its sender takes part')
  )
}

/** The same by those who answer the same mail, which nobody has sent to us. */
export function siblingThread(siblings: readonly Relative[]): Thread | undefined {
  return pick(
    siblings.filter(hasSender).toSorted(oldestFirst),
    'it answers the same mail as one of that ticket',
  )
}

/** The conversation of ours that an automatic mail is about: it answers nothing but what we have sent. */
export function aboutOurs(
  letter: Pick<Letter, 'names'>,
  relatives: readonly Relative[],
): Thread | undefined {
  const answered = namedOnes(letter, relatives).filter(({ byUs }) => byUs)
  return (
    pick(reached(relatives), 'it was sent to an address that only our mail carries') ??
    pick(answered, 'it answers a mail of ours')
  )
}

function pick(found: readonly Relative[], why: string): Thread | undefined {
  const one = found.find(hasSender) ?? found[0]
  return one && { ...one, why, belongs: hasSender(one) }
}

function hasSender({ part, listed }: Relative): boolean {
  return part !== null || listed
}

function oldestFirst(a: Relative, b: Relative): number {
  return (a.id ?? 0) - (b.id ?? 0) || a.ticketId - b.ticketId
}

function reached(relatives: readonly Relative[]): Relative[] {
  return relatives.filter(({ lead }) => lead === 'token').toSorted(oldestFirst)
}

function namedOnes({ names }: Pick<Letter, 'names'>, relatives: readonly Relative[]): Relative[] {
  const rank = new Map(names.toReversed().map((name, place) => [name, names.length - place]))
  const rankOf = ({ lead, headerMessageId }: Relative) =>
    (lead === 'message' && rank.get(headerMessageId ?? '')) || 0
  return relatives
    .filter((one) => rankOf(one) > 0)
    .toSorted(
      (a, b) => rankOf(a) - rankOf(b) || Number(b.byUs) - Number(a.byUs) || oldestFirst(a, b),
    )
}

function earlierOnes(
  { messageId, names }: Pick<Letter, 'messageId' | 'names'>,
  relatives: readonly Relative[],
): Relative[] {
  return relatives
    .filter(
      ({ lead, headerMessageId: name }) =>
        lead === 'message' && name !== messageId && !names.includes(name ?? ''),
    )
    .filter(hasSender)
    .toSorted(oldestFirst)
}

/** Numbers are guessed, and anybody can name a mailing list: only the author's own part counts here. */
function numberedOnes(relatives: readonly Relative[]): Relative[] {
  return relatives
    .filter(({ lead, part }) => lead === 'subject' && part !== null)
    .toSorted(oldestFirst)
}
