import { cleanAddress } from './address.ts'
import { messageIds } from './message-ids.ts'
import type { RecipientStatus } from './status-report.ts'

/** A delivery failure that a sending service reports as JSON: Amazon SES, Mailgun, Postmark, SendGrid. */
export interface ServiceEvent {
  sign: string
  status: RecipientStatus
  messageIds: string[]
}

const maxLength = 200_000
const failures: [field: RegExp, value: RegExp, sign: string][] = [
  [/^(?:notificationType|eventType)$/, /^bounce$/i, 'it is a bounce notification of Amazon SES'],
  [/^event$/, /^(?:failed|bounced?|dropped)$/i, 'it is a failure notification of a mail service'],
  [/^RecordType$/, /^Bounce$/i, 'it is a bounce notification of a mail service'],
]

/** Reads the event whatever the service: the names of the fields say enough. Null where the text is none. */
export function serviceEvent(text: string): ServiceEvent | null {
  const start = text.trimStart()
  if (!/^[[{]/.test(start) || text.length > maxLength) return null
  const fields = [...fieldsOf(parsed(start), '', 0)]
  const sign = failures.find(([name, value]) =>
    fields.some(([key, text]) => name.test(key) && value.test(text)),
  )?.[2]
  if (!sign) return null
  const all = (name: RegExp) => fields.filter(([key]) => name.test(key)).map(([, value]) => value)
  const addresses = all(/^(?:emailAddress|recipient|email)$/i).flatMap(
    (value) => cleanAddress(value) ?? [],
  )
  return {
    sign,
    status: {
      action: 'failed',
      addresses: [...new Set(addresses)],
      status: all(/^status$/i).find((value) => /^[245]\.\d/.test(value)) ?? '',
      diagnostic: [
        ...all(/^(?:diagnosticCode|Details|Description|reason|response)$/i),
        ...all(/^code$/i),
        ...all(/^message$/i),
      ]
        .join('\n')
        .slice(0, 2000),
    },
    messageIds: all(/^message-?id$/i).flatMap(messageIds),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Some other text that begins with a brace.
  }
}

/** Every text and number with its name; JSON within a text, as Amazon SNS wraps it, is opened. */
function* fieldsOf(
  value: unknown,
  key: string,
  depth: number,
): Generator<[key: string, value: string]> {
  if (depth > 8) return
  if (typeof value === 'string' && value.startsWith('{'))
    yield* fieldsOf(parsed(value), key, depth + 1)
  else if (typeof value === 'string' || typeof value === 'number') yield [key, String(value)]
  else if (value && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value))
      yield* fieldsOf(inner, Array.isArray(value) ? key : name, depth + 1)
  }
}
