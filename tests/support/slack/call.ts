import { argsOf } from './args.ts'
import { type Failure, failureOf } from './faults.ts'
import { secondsToWait } from './limits.ts'
import { invalid, type Method, requireScope, SlackError } from './method.ts'
import { type MethodName, specOf } from './method-specs.ts'
import { methods } from './methods/all.ts'
import type { Call, Json, Token, World } from './world.ts'

/** Answers a call, or keeps silent where a fault says so. */
export async function answerCall(
  world: World,
  name: string,
  request: Request,
): Promise<Response | 'reset' | 'no answer'> {
  const { args, token, warnings } = await argsOf(request)
  const call: Call = { method: name, args, token, at: world.clock.now(), status: 200, answer: {} }
  world.calls.push(call)
  const failure = failureOf(world, name, args)
  if (failure && !('applied' in failure && failure.applied)) return fail(call, failure)
  const { answer, wait } = attempt(world, name, args, token)
  call.answer = answer
  if (failure) return fail(call, failure)
  if (wait > 0) return fail(call, { kind: 'limited', seconds: wait })
  if (warnings.length > 0) {
    const metadata = answer.response_metadata as Json | undefined
    Object.assign(answer, {
      warning: warnings.join(','),
      response_metadata: { ...metadata, warnings },
    })
  }
  return Response.json(answer, { headers: scopeHeaders(world, name, token) })
}

function attempt(
  world: World,
  name: string,
  args: Json,
  token: string | undefined,
): { answer: Json; wait: number } {
  try {
    if (!Object.hasOwn(methods, name)) throw new SlackError('unknown_method', { req_method: name })
    const method = name as MethodName
    const { do: act, token: kind = 'bot' }: Method = methods[method]
    const spec = specOf(method)
    const caller = callerOf(world, token, kind)
    const wait = secondsToWait(world, method, spec.tier, args.channel)
    if (wait > 0) return { answer: { ok: false, error: 'ratelimited' }, wait }
    requireScope(caller, spec.scopes)
    checkArgs(args, spec)
    return { answer: { ok: true, ...act({ world, args, caller }) }, wait: 0 }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { answer: { ok: false, error: error.message, ...error.more }, wait: 0 }
  }
}

const nobody: Token = { value: '', kind: 'bot', scopes: [], revoked: false }

function callerOf(world: World, value: string | undefined, kind: Method['token']): Token {
  if (kind === 'none') return nobody
  if (!value) throw new SlackError('not_authed')
  const token = world.tokens.get(value)
  if (!token) throw new SlackError('invalid_auth')
  if (token.revoked)
    throw new SlackError(world.app.installed ? 'token_revoked' : 'account_inactive')
  if (kind !== 'either' && token.kind !== kind) throw new SlackError('not_allowed_token_type')
  return token
}

/** Slack overlooks an argument it does not know; here it is refused, as a slip. Its own client adds `team_id` to all. */
function checkArgs(args: Json, { required, args: known }: ReturnType<typeof specOf>): void {
  const missing = required.filter((name) => args[name] === undefined || args[name] === '')
  const unknown = Object.keys(args).filter((name) => ![...known, 'team_id'].includes(name))
  if (missing.length + unknown.length === 0) return
  throw invalid('invalid_arguments', [
    ...missing.map((name) => `[ERROR] missing required field: ${name}`),
    ...unknown.map((name) => `[ERROR] unknown argument: ${name}`),
  ])
}

function scopeHeaders(
  world: World,
  name: string,
  token: string | undefined,
): Record<string, string> {
  const held = token && world.tokens.get(token)?.scopes
  if (!held || !Object.hasOwn(methods, name)) return {}
  const accepted = specOf(name as MethodName).scopes
  return {
    'x-oauth-scopes': held.join(','),
    ...(accepted.length > 0 && { 'x-accepted-oauth-scopes': accepted.join(',') }),
  }
}

function fail(call: Call, failure: Failure): Response | 'reset' | 'no answer' {
  if (failure.kind === 'silent' || failure.kind === 'cut') {
    call.status = failure.kind === 'cut' ? 'reset' : 'no answer'
    return call.status
  }
  if (failure.kind === 'refused') {
    call.answer = { ok: false, error: failure.error }
    return Response.json(call.answer)
  }
  if (failure.kind === 'broken') {
    call.status = 500
    return new Response('Internal Server Error', { status: 500 })
  }
  call.status = 429
  call.answer = { ok: false, error: 'ratelimited' }
  const headers: Record<string, string> =
    failure.seconds === undefined ? {} : { 'Retry-After': String(failure.seconds) }
  return Response.json(call.answer, { status: 429, headers })
}
