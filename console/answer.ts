import { data } from '@remix-run/node'
import { ZodError } from 'zod'
import { Refusal } from '#core/refusal.ts'
import { statuses } from './api/problem.ts'

/** What an action tells the page: done, with words for a toast, or why not. */
export type Answer = { ok: true; said: string; text?: string } | { ok: false; why: string }

/** For loaders: a refusal becomes a page that says so. */
export async function orNotFound<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refusal) throw data(error.message, { status: statuses[error.code] })
    throw error
  }
}

/** For actions: a refusal is told where the person is, and what they typed stays. */
export async function orExplain(todo: () => Promise<Answer>) {
  try {
    return data(await todo())
  } catch (error) {
    if (error instanceof Refusal)
      return data<Answer>({ ok: false, why: error.message }, { status: statuses[error.code] })
    if (error instanceof ZodError) {
      const why = [...new Set(error.issues.map((issue) => issue.message))].join(' ')
      return data<Answer>({ ok: false, why }, { status: 422 })
    }
    throw error
  }
}

/** What a URL or a form names must have its shape; anything else is no page of ours. */
export function parseOr404<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw data('There is no such page.', { status: 404 })
}
