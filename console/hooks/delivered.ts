import { z } from 'zod'
import { formBytes } from './form-bytes.ts'
import { isGenuine, SnsMessage } from './sns.ts'

/** A mail that a provider hands over, with what it says of the envelope. */
export interface Delivered {
  raw: Buffer
  from?: string | undefined
  to: readonly string[]
}

/** What is not taken, and would not be if it were sent again; the message says what to do instead. */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

/** A mail, or why there is none in what was posted. */
type Read = Delivered | { nothing: string }
type Ask = (url: string) => Promise<string>

/**
 * Finds the mail in what was posted: the mail itself, a form of Mailgun's, JSON of Postmark's, or a notification of
 * Amazon's.
 * @param ask gets what a URL of Amazon's shows
 */
export async function readDelivered(body: Buffer, contentType: string, ask: Ask): Promise<Read> {
  if (/^multipart\/form-data|^application\/x-www-form-urlencoded/i.test(contentType))
    return ofMailgun(body, contentType)
  if (/^application\/json/i.test(contentType)) return ofJson(body, ask)
  // Amazon calls its JSON plain text; no mail begins with a brace.
  if (/^text\/plain/i.test(contentType) && body[0] === 0x7b) return ofJson(body, ask)
  return { raw: body, to: [] }
}

function ofMailgun(body: Buffer, contentType: string): Delivered {
  const fields = formBytes(body, contentType)
  const raw = fields?.get('body-mime')
  if (!fields || !raw)
    throw new NotTaken(
      'This form has no field body-mime. In Mailgun, let the URL end in /mime: then it sends mails as they came.',
    )
  const to = fields.get('recipient')?.toString().split(',') ?? []
  return { raw, from: fields.get('sender')?.toString(), to: to.map((one) => one.trim()) }
}

const Postmark = z.object({
  RawEmail: z.string(),
  OriginalRecipient: z.string().optional(),
})

async function ofJson(body: Buffer, ask: Ask): Promise<Read> {
  const json = parsed(body.toString())
  const notification = SnsMessage.safeParse(json)
  if (notification.success) return ofAmazon(notification.data, ask)
  const postmark = Postmark.safeParse(json)
  if (!postmark.success)
    throw new NotTaken(
      'This JSON has no mail in it. In Postmark, switch on “Include raw email content in JSON payload”; in Amazon SNS, leave “raw message delivery” off.',
    )
  const { RawEmail, OriginalRecipient } = postmark.data
  return { raw: Buffer.from(RawEmail), to: OriginalRecipient ? [OriginalRecipient] : [] }
}

const Ses = z.object({
  notificationType: z.literal('Received'),
  content: z.string().optional(),
  mail: z.object({ source: z.string().optional(), destination: z.array(z.string()).default([]) }),
  receipt: z.object({
    recipients: z.array(z.string()).optional(),
    action: z.object({ encoding: z.string().optional() }).optional(),
  }),
})

async function ofAmazon(message: SnsMessage, ask: Ask): Promise<Read> {
  if (!(await isGenuine(message, ask)))
    throw new NotTaken('This notification is not signed by Amazon.')
  if (message.Type === 'SubscriptionConfirmation') {
    await ask(message.SubscribeURL ?? '')
    return { nothing: 'The subscription is confirmed.' }
  }
  const ses = Ses.safeParse(parsed(message.Message))
  if (!ses.success) return { nothing: 'This notification is not about a mail that came in.' }
  const { content, mail, receipt } = ses.data
  if (content === undefined)
    throw new NotTaken(
      'This notification has no mail in it. In Amazon SES, receive mail with the action SNS, whose mails have 150 kB at most.',
    )
  const encoding = receipt.action?.encoding?.toUpperCase() === 'BASE64' ? 'base64' : 'utf8'
  const to = receipt.recipients ?? mail.destination
  return { raw: Buffer.from(content, encoding), from: mail.source, to }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotTaken('This is not JSON, though it says so.')
  }
}
