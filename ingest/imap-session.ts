import { ImapFlow, type ImapFlowError } from 'imapflow'
import type { ImapFolder } from '#core/mails/imap-accounts.ts'
import { refuse } from '#core/refusal.ts'
import { storable } from '#core/storable.ts'

/** A folder that is open to be read: nothing on the server changes by it, not even what is marked as seen. */
export interface OpenFolder {
  client: ImapFlow
  uidValidity: string
  uidNext: number
  mails: number
}

/** Looks into a folder and leaves again, whatever happens. Throws an `ImapProblem` when it does not get in. */
export async function lookInto<T>(
  place: ImapFolder,
  todo: (open: OpenFolder) => Promise<T>,
): Promise<T> {
  const client = new ImapFlow({
    host: place.host,
    port: place.port,
    secure: place.security === 'tls',
    ...(place.security !== 'tls' && { doSTARTTLS: place.security === 'starttls' }),
    auth: { user: place.username, pass: place.password },
    clientInfo: { name: 'Deskwire' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true, // A few bytes could be blown up to any size.
    connectionTimeout: 20_000,
    socketTimeout: 60_000,
    maxLineLength: 16_777_216,
    maxLiteralSize: 134_217_728,
  })
  client.on('error', () => {}) // Whatever waits for an answer fails with it.
  try {
    await client.connect()
    const folder = await client.mailboxOpen(place.folder, { readOnly: true })
    const { uidNext, exists: mails } = folder
    const open = { client, uidValidity: String(folder.uidValidity), uidNext, mails }
    const result = await todo(open)
    await client.logout().catch(() => {}) // What was asked for is here already.
    return result
  } finally {
    client.close()
  }
}

/** Why a folder could not be looked into, in words; undefined: that was no fault of the server or the way there. */
export function problemOf(error: unknown, place: ImapFolder): string | undefined {
  const { code = '', ...failed } = error as ImapFlowError
  const there = `${place.host}:${place.port}`
  if (failed.authenticationFailed)
    return `${there} does not let ${place.username} in with this password. Many providers want a password made for one app.`
  if (failed.mailboxMissing)
    return `There is no folder ${place.folder}. Give its full name, as the provider shows it.`
  const told = storable(failed.responseText ?? '', 200)
  if (failed.responseStatus) return `${there} refuses to show ${place.folder}: ${told}`
  if (failed.tlsFailed || /^(ERR_(TLS|SSL)|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_)/.test(code))
    return `The connection to ${there} cannot be made private (${code}). Check the port and security; a certificate of your own is trusted by NODE_EXTRA_CA_CERTS.`
  if (code === 'ENOTFOUND') return `There is no host ${place.host}.`
  if (code) return `${there} cannot be reached, or broke off (${code}).`
  return undefined
}

/** Tries to get in, and tells how many mails lie there. Refuses with why not. */
export async function tryFolder(place: ImapFolder): Promise<{ mails: number }> {
  try {
    return await lookInto(place, async ({ mails }) => ({ mails }))
  } catch (error) {
    const why = problemOf(error, place)
    if (why === undefined) throw error
    refuse('wrong-input', { why })
  }
}
