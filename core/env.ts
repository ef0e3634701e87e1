import { z } from 'zod'

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
  UNDO_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(3600)
    .default(15)
    .describe('How long a reply can be taken back before it leaves, in seconds.'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('What is logged, as JSON lines on standard error.'),
})

export type Env = z.output<typeof settings>

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
