import { fileTypeFromBuffer } from 'file-type'
import { FetchProblem, fetchPublic } from '#core/public-fetch.ts'

const maxBytes = 5 * 1024 * 1024
const deadlineMillis = 10_000
export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** A picture that is not shown, and why: for the log, since it must tell the agent's network nothing. */
export class PictureProblem extends Error {
  override name = 'PictureProblem'
}

/** Fetches a picture that a mail names, for an agent who asked for it, from a public address. The bytes decide what it is. */
export async function fetchPicture(
  src: string,
  mayConnect?: (address: string, port: string) => boolean,
) {
  const limits = { accept: 'image/*', maxBytes, deadlineMillis, mayConnect }
  const body = await fetchPublic(src, limits).catch((error: unknown) => {
    throw error instanceof FetchProblem ? new PictureProblem(error.message) : error
  })
  const type = (await fileTypeFromBuffer(body))?.mime
  if (!type || !pictureTypes.includes(type)) throw new PictureProblem('not a picture')
  return { body, type }
}
