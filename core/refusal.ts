/** Every expected no, with the sentence people read. `{name}` is filled from the refusal's facts. */
const refusals = {
  'not-found': 'There is no such {what}, or you may not see it.',
  'not-allowed': 'Your role does not allow this: {why}.',
  'move-not-allowed': 'A ticket that is {status} cannot be {move}.',
  'already-claimed': 'Ticket #{ticket} has already been claimed by {who}.',
  'not-an-agent': '{who} is not an active agent of {team}.',
  'nothing-to-send': 'The message is empty. Write something first.',
  'nobody-to-send-to':
    'The requester of ticket #{ticket} has no address that mail could be sent to.',
  'too-late-to-undo': 'That reply has already left and cannot be taken back.',
  'no-mailbox':
    'The team {team} has no mailbox to answer from. Create one with `deskwire mailbox create`.',
  'already-exists': '{what} already exists.',
  'still-used': '{what} is still used by {by}. {next}',
  'wrong-input': '{why}',
  'mail-not-replayable':
    'Mail {mail} has ended as {state} and has had its effect; only mails without an effect can be replayed.',
  'already-decided': '{who} has already decided about mail {mail}: {who} {what}.',
  'mail-not-waiting':
    'Mail {mail} is {state}. Only mail that is held, or was taken for spam, waits for a decision.',
  'fields-missing': 'Ticket #{ticket} cannot be settled yet. Fill in first: {fields}.',
  'merge-needs-confirmation':
    'Ticket #{ticket} was asked by {one} and #{into} by {other}, who would read each other from then on. Confirm it to merge them.',
  'macro-just-done':
    '“{macro}” was just done here by {who}, {ago}. Nothing was done twice. Confirm it to do it once more.',
  'link-not-valid': 'This link has been used or has expired. Restart the server to get a new one.',
} as const satisfies Record<string, string>

export type RefusalCode = keyof typeof refusals

/**
 * An expected no: the unit of work is undone and the edge tells the person why. Anything else that is thrown is a
 * bug. The message is a sentence that can be shown as it is.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: RefusalCode, facts: Record<string, string | number> = {}) {
    super(refusals[code].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '')))
    this.code = code
    this.facts = facts
  }
}

export function refuse(code: RefusalCode, facts?: Record<string, string | number>): never {
  throw new Refusal(code, facts)
}
