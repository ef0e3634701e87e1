import { inArray } from 'drizzle-orm'
import type { Disk } from 'flydrive'
import type { Reader } from '#core/app.ts'
import { attachments } from '#db/schema/messages.ts'
import { fileKey } from './keep.ts'

const dayMs = 86_400_000
const graceDays = 7
const folders = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

/** Tells which of the files are named by an attachment. */
type Named = (sha256: string[]) => Promise<ReadonlySet<string>>

export async function namedAmong(db: Reader, sha256: string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ sha256: attachments.sha256 })
    .from(attachments)
    .where(inArray(attachments.sha256, sha256))
  return new Set(rows.map((row) => row.sha256))
}

/**
 * Removes files that nothing names, as a crash leaves them between keeping a file and naming it. They are put aside
 * first, for whoever is naming one at that very moment finds it still there: what has been named meanwhile is put
 * back by the run of another day, and only the rest goes.
 * @returns how many were put aside
 */
export async function removeUnnamed(files: Disk, named: Named, now: Date): Promise<number> {
  const today = now.toISOString().slice(0, 10)
  for (const day of await listed(files, 'aside'))
    if (day.name < today) await emptyAside(files, named, `aside/${day.name}`)
  for (const draft of await listed(files, 'drafts'))
    if (await isOlder(files, `drafts/${draft.name}`, now, 1)) await files.delete(draft.key)
  let putAside = 0
  for (const folder of folders) {
    const there = await listed(files, folder)
    const known = there.length > 0 ? await named(there.map(({ name }) => name)) : new Set()
    for (const { name, key } of there) {
      if (known.has(name) || !(await isOlder(files, key, now, graceDays))) continue
      await files.move(key, `aside/${today}/${name}`)
      putAside += 1
    }
  }
  return putAside
}

async function emptyAside(files: Disk, named: Named, folder: string): Promise<void> {
  const there = await listed(files, folder)
  const known = there.length > 0 ? await named(there.map(({ name }) => name)) : new Set()
  for (const { name, key } of there)
    if (known.has(name)) await files.move(key, fileKey(name))
    else await files.delete(key)
  await files.deleteAll(folder)
}

async function isOlder(files: Disk, key: string, now: Date, days: number): Promise<boolean> {
  const { lastModified } = await files.getMetaData(key)
  return now.getTime() - lastModified.getTime() > days * dayMs
}

/** What stands in a folder; nothing where there is no such folder. */
async function listed(files: Disk, folder: string): Promise<{ name: string; key: string }[]> {
  const found: { name: string; key: string }[] = []
  let paginationToken: string | undefined
  do {
    const page = await files
      .listAll(folder, { recursive: false, ...(paginationToken && { paginationToken }) })
      .catch((error: unknown) => {
        if (isMissing(error)) return { objects: [], paginationToken: undefined }
        throw error
      })
    for (const one of page.objects) found.push({ name: one.name, key: `${folder}/${one.name}` })
    paginationToken = page.paginationToken
  } while (paginationToken)
  return found
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && /ENOENT/.test(`${error.message} ${error.cause}`)
}
