import { z } from '@hono/zod-openapi'
import { isSendable } from '#core/people/address.ts'

const largestId = 2_147_483_647

/** Text that the database and mail can hold. */
export function text(max: number) {
  return z
    .string()
    .max(max, `may have at most ${max} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'is not valid text')
}

/** Text that may end up in a header: one line, something on it. */
export function line(max: number) {
  return text(max)
    .trim()
    .min(1, 'must not be empty')
    .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), 'must be one line')
}

export const email = text(254).refine(isSendable, 'must be one plain email address')

/** The number of something, from a path or a query. */
export function numbered<Id extends number>() {
  return z
    .string()
    .regex(/^[1-9]\d{0,9}$/, 'must be a number')
    .transform(Number)
    .refine((id) => id <= largestId, 'must be a number')
    .transform((id) => id as Id)
    .openapi({ type: 'integer', example: 1042 })
}

export function byId<Id extends number>() {
  return z.strictObject({ id: numbered<Id>().openapi({ param: { name: 'id', in: 'path' } }) })
}

/** A team or an agent in a body: by number, or by name or address. */
export const reference = z.union([z.int().positive().max(largestId), line(254)])

export const page = {
  cursor: text(100).optional().openapi({ description: 'The `next` of the page before.' }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number from 1 to 200')
    .transform(Number)
    .refine((count) => count >= 1 && count <= 200, 'must be a number from 1 to 200')
    .optional()
    .openapi({ type: 'integer', description: '1 to 200' }),
}

/** Tags as people write them; they are kept in lower case. */
export const tags = z.array(text(50)).max(50, 'at most 50')

/** Free facts of a ticket; null removes one. */
export const fields = z
  .record(
    z
      .string()
      .regex(/^(?!__proto__$)[a-zA-Z0-9_.-]{1,64}$/, 'letters, digits, `_`, `.`, `-`; at most 64'),
    text(4000).nullable(),
  )
  .refine((facts) => Object.keys(facts).length <= 100, 'at most 100 at once')
