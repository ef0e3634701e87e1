import { z } from '@hono/zod-openapi'
import { Problem, Ticket } from './shapes.ts'

/** A page of a list: `next` is the cursor of the page after, null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

const error = {
  default: {
    description: 'An error (RFC 9457).',
    content: { 'application/problem+json': { schema: Problem } },
  },
}

function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The answers of a route: what it gives, and the one shape of every error. */
export function gives<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: json(schema, description), ...error }
}

export function lists<Item extends z.ZodType>(item: Item, description: string) {
  return gives(z.object({ items: z.array(item) }), description)
}

export function creates<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 201: json(schema, description), ...error }
}

/** What changes a ticket gives the ticket, unless its caller may not see it afterwards. */
export const givesTicket = {
  ...gives(Ticket, 'The ticket.'),
  204: { description: 'Done, and the ticket is now out of your sight.' },
}

/** For routes that answer with nothing but that it is so. */
export function done(description: string) {
  return { 204: { description }, ...error }
}

/** Bytes, for routes that answer with no JSON. */
export function givesBytes<Type extends 'application/octet-stream' | 'message/rfc822'>(
  type: Type,
  description: string,
) {
  const bytes = { schema: { type: 'string', format: 'binary' } } as const
  const content = { [type]: bytes } as Record<Type, typeof bytes>
  return { 200: { description, content }, ...error }
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } }
}
