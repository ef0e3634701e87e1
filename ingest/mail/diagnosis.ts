/** Why a mail was not delivered: the status code (RFC 3463), and whether writing there again is hopeless. */
export interface Diagnosis {
  status: string | null
  hard: boolean | null
}

/** Sentences of mail servers that stand for a code where they give none. */
const phrases: [pattern: RegExp, status: string][] = [
  [/retry time ?out exceeded|hosts have been failing|retry time not reached/i, '4.4.7'],
  [
    /(?:mail)?box (?:is |has )?(?:been )?(?:full|exceeded)|over ?quota|quota (?:is )?exceeded|exceeded? (?:the |their |his |its |storage |mailbox |disk )*(?:quota|storage|limit)|not enough (?:storage|space)|insufficient (?:disk )?(?:storage|space)/i,
    '5.2.2',
  ],
  [
    /(?:user|recipient|account|mailbox|address|alias|username)[^.\n]{0,60}(?:unknown|not (?:found|exist|known|listed|valid|available)|(?:does|do|did)(?:n't| not) (?:exist|have)|invalid|disabled|inactive|no longer|suspended|deactivated|rejected|unavailable)/i,
    '5.1.1',
  ],
  [
    /(?:no such|unknown|invalid|non-?existent|bad|no|illegal) (?:user|recipient|mailbox|account|address|person|local|virtual|alias)|nobody here|unrouteable address|not a (?:valid|known) (?:user|mailbox|address)|couldn't be found|wasn't found|doesn't have an? [\w.]{0,40} ?account|recipnotfound/i,
    '5.1.1',
  ],
  [
    /(?:host|domain)[^.\n]{0,60}(?:not found|unknown|(?:does|do)(?:n't| not) exist|lookup fail)|(?:unknown|no such|bad) (?:host|domain)|unable to (?:find|resolve)|dns error|name (?:server|service) error|no mx|couldn't find any host|all relevant mx/i,
    '5.1.2',
  ],
  [
    /time(?:d)? ?-?out|delayed|still being retried|will (?:be retried|continue|keep) |cannot send message for|could not send message for|expired|too long (?:in|on) (?:the )?queue|has not (?:yet )?been delivered|connection refused|temporar/i,
    '4.4.7',
  ],
  [
    /spam|blacklist|block(?:ed|list)|policy|denied|refused|prohibited|not (?:permitted|allowed)|reject|virus/i,
    '5.7.1',
  ],
  [/too (?:large|big)|size limit|exceeds? [^.\n]{0,30}size/i, '5.3.4'],
]
/** Permanent answers about this mail, its sender or this server, not about the address (RFC 3463 §3). */
const notTheAddressCode = /^5\.(?:1\.[789]|2\.[2-4]|3\.\d+|4\.\d+|6\.\d+|7\.\d+)$/
const notTheAddress =
  /spam|block(?:ed|list)|blacklist|policy|dmarc|dkim|\bspf\b|authenticat|reputation|too (?:large|big)|size (?:limit|exceed)|quota|is full|over its limit|too many|rate limit|reverse dns|\bptr\b|relay|access denied|sender (?:address |verif)|refused|virus|content/i
const unknownUser =
  /unknown|no such|not (?:found|exist|known)|(?:doesn't|does not|didn't) exist|(?:invalid|bad|non-?existent) (?:recipient|mailbox|address|user)|(?:recipient|user|mailbox) (?:address )?rejected|no mailbox/i

/** Reads a diagnosis from what a server said: its enhanced code, else its reply code, else its words. */
export function diagnose(said: string, declared = ''): Diagnosis {
  const own = enhanced(declared)
  const quoted = enhanced(said)
  const vague = !own || /^[245]\.0\.0$/.test(own)
  const status =
    (vague && quoted && (!own || quoted[0] === own[0]) ? quoted : own) ??
    byReplyCode(said) ??
    byWords(said)
  return { status, hard: status === null ? null : isHard(status, said) }
}

function isHard(status: string, said: string): boolean {
  if (!status.startsWith('5')) return false
  return unknownUser.test(said) || !(notTheAddressCode.test(status) || notTheAddress.test(said))
}

function enhanced(text: string): string | null {
  return /(?<![\d.])[245]\.[0-9]\.\d{1,3}(?![\d.]\d)/.exec(text)?.[0] ?? null
}

/** `550 …` and `421-…`: only the class can be told from it. */
function byReplyCode(text: string): string | null {
  const code = /(?:^|[\s:;("'=<>#[])([45])[0-5]\d(?=[\s\-.,:;)\]]|$)/m.exec(text)?.[1]
  if (!code) return null
  const worded = byWords(text)
  return worded?.startsWith(code) ? worded : `${code}.0.0`
}

function byWords(text: string): string | null {
  return phrases.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
