import type { TemplateKind } from '#db/schema/enums.ts'

export const variableNames = [
  'agent.name',
  'team.name',
  'mailbox.address',
  'ticket.number',
  'requester.name',
] as const
export type Variables = Record<(typeof variableNames)[number], string>

/**
 * What a template may speak of. An acknowledgement goes to whoever a mail says it is from, so nothing of that mail may
 * be in it: it would carry anybody's words to anybody else.
 */
const allowed = {
  reply_frame: ['message', 'signature', ...variableNames],
  signature: ['agent.name', 'team.name', 'mailbox.address'],
  acknowledgement: [
    'team.name',
    'mailbox.address',
    'ticket.number',
    'promise',
    'solved',
    'broken',
    'status',
  ],
  reminder: ['team.name', 'mailbox.address', 'ticket.number'],
  survey: ['team.name', 'mailbox.address', 'ticket.number', 'good', 'bad'],
} as const satisfies Record<TemplateKind, readonly string[]>

const variable = /\{\{([^{}\n]{0,100})\}\}/g

/**
 * Puts values into a template, in one pass: a value that looks like a variable stays as it is. Each is one line
 * without control characters, so that it fits into a header as well; whoever makes HTML of it escapes it there.
 */
export function fill(template: string, values: Partial<Record<string, string>>): string {
  return template.replace(variable, (_, name: string) => oneLine(values[name.trim()] ?? ''))
}

/** What is wrong with a template, in words; null: nothing. */
export function templateProblem(kind: TemplateKind, text: string): string | null {
  const unknown = variableProblem(text, allowed[kind])
  if (unknown) return unknown
  if (kind === 'reply_frame' && named(text).filter((name) => name === 'message').length !== 1)
    return 'A frame needs {{message}} once: it is where the answer goes.'
  return null
}

/** What a text speaks of that it may not, with what it may; null: nothing. */
export function variableProblem(text: string, known: readonly string[]): string | null {
  const unknown = named(text).find((name) => !known.includes(name))
  if (unknown === undefined) return null
  return `{{${unknown}}} cannot be used here. There are: ${known.map((name) => `{{${name}}}`).join(', ')}.`
}

function named(text: string): string[] {
  return [...text.matchAll(variable)].map((match) => (match[1] ?? '').trim())
}

/** One line as a header can take it. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
