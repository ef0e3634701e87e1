import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ZodError } from 'zod'
import type { App } from '#core/app.ts'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { WrongRule } from '#core/routing/rule-check.ts'
import type { Caller } from './access.ts'

/** Each expected no as HTTP says it. */
export const statuses = {
  'not-found': 404,
  'not-allowed': 403,
  'move-not-allowed': 409,
  'already-claimed': 409,
  'not-an-agent': 409,
  'nothing-to-send': 400,
  'nobody-to-send-to': 409,
  'too-late-to-undo': 409,
  'no-mailbox': 409,
  'already-exists': 409,
  'wrong-input': 400,
  'mail-not-replayable': 409,
  'already-decided': 409,
  'mail-not-waiting': 409,
  'still-used': 409,
  'fields-missing': 409,
  'merge-needs-confirmation': 409,
  'macro-just-done': 409,
  'link-not-valid': 410,
} as const satisfies Record<RefusalCode, ContentfulStatusCode>

const titles: Record<number, string> = {
  400: 'Not understood',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not as things stand',
  410: 'Gone',
  413: 'Too large',
  415: 'Not JSON',
  500: 'Our fault',
}

interface Fault {
  path: string // `requester.email`
  message: string
}

/** An answer in the one shape that errors have here (RFC 9457). `type` is about:blank: `code` says which it is. */
export function problem(
  c: Context<Caller>,
  status: ContentfulStatusCode,
  code: string,
  detail: string,
  errors?: Fault[],
): Response {
  const title = titles[status] ?? 'Not possible'
  const requestId = c.get('requestId')
  const body = { type: 'about:blank', title, status, detail, code, requestId, errors }
  return c.json(body, status, { 'Content-Type': 'application/problem+json' })
}

/** Everything that is thrown while a request is answered. What is neither refused nor malformed is a bug of ours. */
export function explain(app: App) {
  return (error: Error, c: Context<Caller>): Response => {
    if (error instanceof WrongRule) {
      const errors = error.faults.map(({ pointer, message }) => ({ path: pointer, message }))
      return problem(c, statuses[error.code], error.code, error.message, errors)
    }
    if (error instanceof Refusal) return problem(c, statuses[error.code], error.code, error.message)
    if (error instanceof HTTPException)
      return problem(c, error.status, 'malformed', malformed[error.status] ?? error.message)
    app.log.error({ requestId: c.get('requestId'), err: error }, 'an API request failed')
    const detail = 'Something went wrong here, and nothing was changed. The log has the details.'
    return problem(c, 500, 'internal', detail)
  }
}

const malformed: Record<number, string> = {
  400: 'The body is not JSON.',
  415: 'Send the body as JSON, with the header Content-Type: application/json.',
}

interface Checked {
  success: boolean
  target: string
  error?: ZodError
}

/** What has not the shape it must have. A path that cannot be one of ours names nothing, so it is not found. */
export function explainShape(result: Checked, c: Context<Caller>): Response | undefined {
  if (result.success) return undefined
  if (result.target === 'param') return problem(c, 404, 'not-found', 'There is nothing here.')
  const errors = (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
  const where = result.target === 'json' ? 'body' : result.target
  return problem(c, 400, 'wrong-input', `The ${where} has not the shape it must have.`, errors)
}
