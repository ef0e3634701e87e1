import { randomBytes } from 'node:crypto'
import { link, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedProblem, onlyWhen, type Places, readIfThere } from './embedded-files.ts'
import { identityOf, waitFor } from './embedded-processes.ts'
import { recoveryMs } from './embedded-server.ts'

const lockPatienceMs = recoveryMs + 60_000 // The longest start, and a stop.

/** Says that this process uses the database, so that no other stops it. Returns the file that says so. */
export async function takeLease({ leases }: Places): Promise<string> {
  const lease = join(leases, `${process.pid}-${randomBytes(6).toString('hex')}`)
  await writeFile(lease, (await identityOf(process.pid)) ?? '', { flag: 'wx' })
  return lease
}

/** Whether anybody alive uses the database. Leases of the dead are removed. */
export async function isLeased({ leases }: Places): Promise<boolean> {
  let leased = false
  for (const name of await readdir(leases)) {
    const lease = join(leases, name)
    const holder = await readIfThere(lease)
    const alive = await identityOf(Number.parseInt(name, 10))
    const beingWritten = holder === ''
    if (alive !== null && (holder === alive || beingWritten)) leased = true
    else await rm(lease, { force: true })
  }
  return leased
}

/**
 * Runs `act` while no other process starts or stops this folder's database. The lock is a hard link to the
 * lease, so it comes into being with its holder's identity inside and a dead holder is known by it.
 */
export async function alone<T>({ lock }: Places, lease: string, act: () => Promise<T>): Promise<T> {
  const taken = await waitFor(async () => {
    if (await link(lease, lock).then(() => true, onlyWhen('EEXIST', false))) return true
    return buryDead(lock, `${lease}-dead`)
  }, lockPatienceMs)
  if (!taken) {
    const pid = Number.parseInt((await readIfThere(lock)) ?? '', 10)
    throw new EmbeddedProblem(
      `Process ${pid} has been starting or stopping the database for eleven minutes: end it, then try again.`,
    )
  }
  try {
    return await act()
  } finally {
    await rm(lock, { force: true })
  }
}

/**
 * Removes the lock of a dead process. Of two who find it dead, the second may take away the lock that the first
 * has just made; it sees whose it is and puts it back.
 */
async function buryDead(lock: string, grave: string): Promise<false> {
  const holder = await readIfThere(lock)
  if (holder === null || (await identityOf(Number.parseInt(holder, 10))) === holder) return false
  await rename(lock, grave).catch(onlyWhen('ENOENT', undefined))
  if ((await readIfThere(grave)) !== holder) await link(grave, lock).catch(() => {})
  await rm(grave, { force: true })
  return false
}
