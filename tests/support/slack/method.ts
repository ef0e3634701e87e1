import type { Args } from './args.ts'
import type { Json, Token, World } from './world.ts'

/** An expected no of Slack's: HTTP 200 with `ok: false`. */
export class SlackError extends Error {
  readonly more: Json
  constructor(code: string, more: Json = {}) {
    super(code)
    this.more = more
  }
}

export function invalid(code: string, messages: string[]): SlackError {
  return new SlackError(code, { response_metadata: { messages } })
}

/** What a method is given. `caller` holds a token of the kind it asked for. */
export interface Asked {
  world: World
  args: Args
  caller: Token
}

export interface Method {
  token?: 'bot' | 'app' | 'either' | 'none' // Bot, unless said.
  do: (asked: Asked) => Json
}

/** Any of these scopes will do. */
export function requireScope({ scopes }: Token, anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => scopes.includes(scope))) return
  throw new SlackError('missing_scope', { needed: anyOf.join(','), provided: scopes.join(',') })
}
