import { SlackError } from './method.ts'
import { isObject, type Json } from './world.ts'

export type Args = Json

/** The arguments of a call, however they came: JSON, a form, or in the address. A token counts in a header or a form only. */
export async function argsOf(request: Request) {
  const type = request.headers.get('content-type') ?? ''
  const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  const basic = basicOf(request)
  const inAddress = Object.fromEntries(new URL(request.url).searchParams)
  if (request.method === 'GET') return split({ ...inAddress, ...basic }, bearer, [])
  if (type.startsWith('application/json')) {
    const body: unknown = await request.json().catch(() => ({}))
    const { token: _, ...args } = isObject(body) ? body : {}
    const warnings = type.includes('charset') ? [] : ['missing_charset']
    return { args, token: bearer, warnings }
  }
  const isForm = /^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)
  const form = isForm ? Object.fromEntries(await request.formData()) : {}
  return split({ ...inAddress, ...form, ...basic }, bearer, [])
}

function split({ token, ...args }: Json, bearer: string | undefined, warnings: string[]) {
  return { args, token: bearer ?? (typeof token === 'string' ? token : undefined), warnings }
}

/** OAuth clients may name themselves in the header (RFC 6749 §2.3.1). */
function basicOf(request: Request): Json {
  const encoded = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!encoded) return {}
  const [client_id, client_secret] = Buffer.from(encoded, 'base64').toString().split(':')
  return { client_id, client_secret }
}

export function textOf(args: Args, name: string): string {
  const value = args[name]
  return value === undefined || value === null ? '' : String(value)
}

export function flagOf(args: Args, name: string): boolean {
  return ['true', '1'].includes(textOf(args, name))
}

/** A list or an object: as it is in JSON, as text in a form. */
export function jsonOf(args: Args, name: string, otherwise: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw new SlackError(otherwise)
  }
}

/** A page of a list, and the cursor of the next. */
export function pageOf<T>(args: Args, all: T[], { usual = 100, most = 1000 } = {}) {
  const limit = args.limit === undefined ? usual : Number(args.limit)
  if (!Number.isInteger(limit) || limit < 0 || limit > most) throw new SlackError('invalid_limit')
  const cursor = textOf(args, 'cursor')
  const from = cursor
    ? Number(
        Buffer.from(cursor, 'base64')
          .toString()
          .replace(/^next:/, ''),
      )
    : 0
  if (!Number.isInteger(from)) throw new SlackError('invalid_cursor')
  const to = from + (limit || usual)
  const next = to < all.length ? Buffer.from(`next:${to}`).toString('base64') : ''
  return { items: all.slice(from, to), more: next !== '', response_metadata: { next_cursor: next } }
}
