import { createHash } from 'node:crypto'
import type { Told } from '#core/slack/inbox.ts'
import { storable } from '#core/storable.ts'

type Json = Record<string, unknown>

/** What a verified body tells; undefined: nothing that anybody could understand. */
export function toldIn(body: Json, raw: string): Told | undefined {
  const kind = kindOf(body)
  if (!kind) return undefined
  const id = body.type === 'event_callback' && typeof body.event_id === 'string' && body.event_id
  const key = id || createHash('sha256').update(raw).digest('hex')
  return { key, kind, payload: withoutSecrets(body) }
}

/** Whether somebody sits before a screen and waits for the answer. */
export function isAwaited(told: Told): boolean {
  return told.payload.type !== 'event_callback'
}

/**
 * Our posts come back to us, and so do our edits of them, which bear our mark inside only. They are no news, and as
 * many as all else.
 */
export function isOurOwn({ event, api_app_id: us }: Json): boolean {
  if (!us || !event) return false
  const { message, app_id: by, subtype } = event as Json
  return (
    by === us || (subtype === 'message_changed' && (message as Json | undefined)?.app_id === us)
  )
}

function kindOf(body: Json): string | undefined {
  if (body.type === 'event_callback') {
    const event = body.event as Json | undefined
    const kind = [event?.type, event?.subtype].filter((name) => typeof name === 'string')
    return kind.length > 0 ? kind.join('.') : undefined
  }
  if (typeof body.command === 'string') return body.command
  return typeof body.type === 'string' ? body.type : undefined
}

/** As it can be kept. Slack's old verification token is a secret that nothing of ours reads. */
function withoutSecrets({ token: _, ...body }: Json): Json {
  return JSON.parse(JSON.stringify(body), (_, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  )
}
