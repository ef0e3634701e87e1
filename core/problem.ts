import { EmbeddedProblem } from '#db/embedded.ts'
import { DatabaseProblem } from '#db/problem.ts'
import { SettingsProblem } from './env.ts'

/**
 * What the operator must mend before the desk can start or a command can run, in one plain sentence; undefined for
 * anything else, which is a bug and deserves its stack.
 */
export function operatorProblem(error: unknown): string | undefined {
  if (
    error instanceof SettingsProblem ||
    error instanceof DatabaseProblem ||
    error instanceof EmbeddedProblem
  )
    return error.message
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop it, or choose another with HTTP_PORT or SMTP_PORT (0 picks a free one).`
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} needs more rights than this user has. Choose one above 1023 with HTTP_PORT or SMTP_PORT.`
  if (code === 'EADDRNOTAVAIL') return 'The address in DESKWIRE_HOST is not one of this machine.'
  if (
    path &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'ENOSPC', 'EEXIST'].includes(code ?? '')
  )
    return `The file or folder ${path} cannot be used (${code}). Make it writable, or choose another folder with DESKWIRE_DATA.`
  if (isUnreachable(code))
    return `The database cannot be reached (${message || code}). Check DATABASE_URL and that Postgres is running.`
  return undefined
}

/** Connection errors of postgres.js and Postgres's own refusals to let anyone in (class 28, 3D, 57P). */
function isUnreachable(code = ''): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|CONNECT_TIMEOUT|CONNECTION_\w+|28\w{3}|3D000|57P0\d)$/.test(
    code,
  )
}
