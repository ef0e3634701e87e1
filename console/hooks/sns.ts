import { createVerify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { isAmazon } from './ask-amazon.ts'

/** What Amazon SNS posts (developer guide, “HTTP/HTTPS notification JSON format”). */
export const SnsMessage = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  Subject: z.string().nullish(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
})
export type SnsMessage = z.output<typeof SnsMessage>

const signed = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  get UnsubscribeConfirmation() {
    return this.SubscriptionConfirmation
  },
} as const satisfies Record<SnsMessage['Type'], readonly (keyof SnsMessage)[]>

const certificates = new Map<string, string>()
const maxCertificates = 20

/**
 * Whether Amazon has signed a message, by a certificate that lies with Amazon.
 * @param ask gets what a URL of Amazon's shows; throws when it cannot
 */
export async function isGenuine(
  message: SnsMessage,
  ask: (url: string) => Promise<string>,
): Promise<boolean> {
  const url = message.SigningCertURL
  if (!isAmazon(url) || !/^\/SimpleNotificationService-[\w-]+\.pem$/.test(new URL(url).pathname))
    return false
  const certificate = certificates.get(url) ?? (await ask(url))
  if (certificates.size < maxCertificates) certificates.set(url, certificate)
  const text = signed[message.Type]
    .filter((name) => message[name] != null)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')
  const { publicKey } = new X509Certificate(certificate)
  return createVerify(message.SignatureVersion === '2' ? 'sha256' : 'sha1')
    .update(text)
    .verify(publicKey, message.Signature, 'base64')
}
