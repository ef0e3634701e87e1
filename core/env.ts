import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { isSendable } from './people/address.ts'

const port = z.coerce.number().int().min(0).max(65_535)
const optional = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    )

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim().toLowerCase())
      .filter(Boolean),
  )
/** An address alone is the network of that one: 192.0.2.7 is 192.0.2.7/32. */
const network = z
  .string()
  .transform((text) => (text.includes('/') ? text : `${text}/${isIP(text) === 6 ? 128 : 32}`))
  .refine(
    (text) => isIP(text.split('/')[0] ?? '') > 0 && ipaddr.isValidCIDR(text),
    'must be addresses or networks, like 192.0.2.7 or 10.0.0.0/8',
  )

const roles = ['ingest', 'console', 'worker'] as const

/** Every setting, with its meaning. `docs/operators.md` holds the same table; a test compares the two. */
export const settings = z.object({
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('A Postgres of yours, as its owner; absent: the embedded one.'),
  DESKWIRE_DATA: z
    .string()
    .min(1)
    .default('.data')
    .describe('Folder for the embedded database, files and keys.'),
  HTTP_PORT: port.default(3000).describe('Console, API and Slack; 0 picks a free port.'),
  SMTP_PORT: port.default(2525).describe('Mail in; 0 picks a free port.'),
  DESKWIRE_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  DESKWIRE_ROLES: z
    .string()
    .default(roles.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roles)).min(1))
    .describe('What this process does: a comma list of ingest, console, worker.'),
  PUBLIC_URL: url('http:', 'https:')
    .optional()
    .describe('How people reach the console; absent: http://localhost:<HTTP_PORT>.'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe(
      'How many proxies of yours stand before the console; their X-Forwarded-For tells whom a request comes from.',
    ),
  DESKWIRE_SECRET: optional.describe(
    'Key ring for signatures: secrets of 32 characters or more, separated by commas, newest first; absent: generated into the data folder.',
  ),
  SMTP_URL: url('smtp:', 'smtps:')
    .optional()
    .describe(
      'Relay for mail out, smtp://user:password@host:port; absent: mail waits in the outbox.',
    ),
  SMTP_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(26_214_400)
    .describe('Largest mail taken, in bytes.'),
  SMTP_TLS_CERT: optional.describe(
    'File with the PEM certificate for STARTTLS on mail in; absent: no STARTTLS.',
  ),
  SMTP_TLS_KEY: optional.describe('File with the PEM key that belongs to SMTP_TLS_CERT.'),
  SMTP_REQUIRE_TLS: z
    .stringbool()
    .default(false)
    .describe('true: mail is taken over TLS only; needs SMTP_TLS_CERT.'),
  SMTP_PROXY_PROTOCOL: list
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()], 'must be IP addresses, separated by commas')))
    .describe(
      'Addresses of load balancers before SMTP_PORT, separated by commas: they must say with a PROXY line (version 1) whom they bring.',
    ),
  MAIL_TRUSTED_RELAYS: list
    .pipe(z.array(network))
    .describe(
      'Servers of yours that hand mail to the desk, addresses or networks separated by commas: SPF is not checked against them.',
    ),
  MAIL_AUTHSERV_ID: optional
    .transform((name) => name?.toLowerCase())
    .describe(
      'The name by which MAIL_TRUSTED_RELAYS sign their Authentication-Results; these are believed, all others are not.',
    ),
  MAIL_TRUSTED_SEALERS: list.describe(
    'Domains whose ARC seal is believed about the mail that they pass on, separated by commas.',
  ),
  MAIL_DMARC_REJECT: z
    .enum(['spam', 'accept'])
    .default('spam')
    .describe(
      'What becomes of mail that fails DMARC where its domain asks to reject such mail; accept: it is only not proven.',
    ),
  UNDO_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3600)
    .default(15)
    .describe('How long a reply can be taken back before it leaves, in seconds.'),
  SLACK_SIGNING_SECRET: optional.describe(
    'Proves that events come from Slack; with it Slack is on, told by HTTP at /slack/events.',
  ),
  SLACK_APP_TOKEN: optional.describe(
    'xapp-…: events come over a socket that the desk opens (Socket Mode), where Slack cannot reach it.',
  ),
  SLACK_BOT_TOKEN: optional.describe('xoxb-…: what the desk writes to your workspace with.'),
  SLACK_CLIENT_ID: optional.describe(
    'With SLACK_CLIENT_SECRET in place of SLACK_BOT_TOKEN: admins add workspaces, one or several, in the console.',
  ),
  SLACK_CLIENT_SECRET: optional.describe('Belongs to SLACK_CLIENT_ID (Basic Information).'),
  SLACK_API_URL: url('http:', 'https:')
    .default('https://slack.com/api/')
    .describe("Where Slack's methods are; another address is for tests."),
  SLACK_FILE_HOSTS: z
    .string()
    .default('files.slack.com')
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .describe(
      'Hosts that files of messages are fetched from with SLACK_BOT_TOKEN, separated by commas; it is sent to no other.',
    ),
  CANARY_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(1440)
    .default(0)
    .describe(
      'How often the desk sends a mail to itself to see that mail arrives, in minutes; 0: never.',
    ),
  CANARY_TO: optional
    .refine((address) => address === undefined || isSendable(address), 'must be one plain address')
    .describe(
      'Where these mails go, when the way from outside begins at another address than the mailbox.',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('What is logged, as JSON lines on standard error.'),
})

export type Env = z.output<typeof settings>

/** Whether anything is heard from Slack and told to it. */
export function slackIsOn(env: Pick<Env, 'SLACK_SIGNING_SECRET' | 'SLACK_APP_TOKEN'>): boolean {
  return Boolean(env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN)
}

/** Whether admins add workspaces in the console; else there is the one of SLACK_BOT_TOKEN alone. */
export function slackIsInstalled(
  env: Pick<Env, 'SLACK_CLIENT_ID' | 'SLACK_CLIENT_SECRET'>,
): boolean {
  return Boolean(env.SLACK_CLIENT_ID && env.SLACK_CLIENT_SECRET)
}

/** Settings that cannot be used; the message names every one of them, a line each. */
export class SettingsProblem extends Error {
  override name = 'SettingsProblem'
}

/** Reads the settings, or says everything that is wrong with them at once. An empty value counts as absent. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = settings
    .refine((env) => !env.SMTP_TLS_CERT === !env.SMTP_TLS_KEY, {
      path: ['SMTP_TLS_KEY'],
      message: 'must be given together with SMTP_TLS_CERT',
    })
    .refine((env) => !env.SMTP_REQUIRE_TLS || env.SMTP_TLS_CERT, {
      path: ['SMTP_REQUIRE_TLS'],
      message: 'needs SMTP_TLS_CERT and SMTP_TLS_KEY',
    })
    .refine((env) => !env.MAIL_AUTHSERV_ID || env.MAIL_TRUSTED_RELAYS.length > 0, {
      path: ['MAIL_AUTHSERV_ID'],
      message: 'must be given together with MAIL_TRUSTED_RELAYS',
    })
    .refine((env) => !env.SLACK_CLIENT_ID === !env.SLACK_CLIENT_SECRET, {
      path: ['SLACK_CLIENT_SECRET'],
      message: 'must be given together with SLACK_CLIENT_ID',
    })
    .refine((env) => slackIsOn(env) === Boolean(env.SLACK_BOT_TOKEN || slackIsInstalled(env)), {
      path: ['SLACK_BOT_TOKEN'],
      message:
        'must be given together with SLACK_SIGNING_SECRET or SLACK_APP_TOKEN; SLACK_CLIENT_ID and SLACK_CLIENT_SECRET can take its place',
    })
    .refine(
      (env) =>
        (env.DESKWIRE_SECRET ?? 'x'.repeat(32))
          .split(',')
          .every((secret) => secret.trim().length >= 32),
      {
        path: ['DESKWIRE_SECRET'],
        message: 'needs at least 32 characters in each secret',
      },
    )
    .safeParse(given)
  if (read.success) return read.data
  const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new SettingsProblem(['These settings cannot be used:', ...new Set(lines)].join('\n'))
}
