import { stat } from 'node:fs/promises'
import { platform } from 'node:os'
import { dirname } from 'node:path'
import { EmbeddedProblem } from './embedded-files.ts'
import {
  asWeAre,
  type Programs,
  reasonOf,
  runIn,
  type User,
  type Way,
} from './embedded-programs.ts'

/**
 * How root runs PostgreSQL, which refuses to run as root; best first. Plainly as its own user; with the right
 * to enter folders that are closed to that user (a clone in /root; the second is what containers have); under
 * another name in a user namespace (where rights cannot be handed on). None is used unproven.
 */
const waysOfRoot: ((user: User) => Way)[] = [
  (user) => ({ prefix: [], runAs: user, owner: user }),
  (user) => withRight('dac_read_search', user),
  (user) => withRight('dac_override', user),
  ({ uid, gid }) => ({
    prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`],
    owner: { uid: 0, gid: 0 },
  }),
]

/** See capabilities(7). Without no_setuid_fixup access(2), which initdb asks, would not count the right. */
function withRight(right: string, { uid, gid }: User): Way {
  const user = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const rights = [`--inh-caps=+${right}`, `--ambient-caps=+${right}`]
  return {
    prefix: ['setpriv', '--securebits=+no_setuid_fixup', ...user, ...rights],
    owner: { uid, gid },
  }
}

/**
 * The first way in which PostgreSQL runs here and can enter the folder `root`; refuses when there is none.
 * @param ways what root tries, for the tests
 */
export async function findWay({ initdb }: Programs, root: string, ways = waysOfRoot): Promise<Way> {
  if (platform() === 'win32') return asWeAre
  if (process.getuid?.() !== 0) return firstThatWorks([asWeAre], initdb, root)
  const user = await systemUser()
  const ofUser = ways.map((way) => way(user))
  return firstThatWorks(ofUser, initdb, root, user)
}

async function firstThatWorks(ways: Way[], initdb: string, root: string, user?: User) {
  let cause: unknown
  for (const way of ways) {
    try {
      await runIn(way, ['sh', '-c', 'cd "$1" && exec "$0" --show -D .', initdb, root])
      return way
    } catch (failure) {
      cause ??= failure
    }
  }
  const closed = user && ((await closedFolder(root, user)) ?? (await closedFolder(initdb, user)))
  const problem = closed
    ? `PostgreSQL does not run as root, and its user "postgres" cannot enter ${closed}: move Deskwire or its data folder (DESKWIRE_DATA) out of there, or set DATABASE_URL.`
    : `PostgreSQL does not run on this machine (${reasonOf(cause)}): set DATABASE_URL to one that does.`
  throw new EmbeddedProblem(problem, { cause })
}

/** The outermost folder above `path`, or `path` itself, that the user may not enter. */
async function closedFolder(path: string, user: User): Promise<string | null> {
  const outer = dirname(path) === path ? null : await closedFolder(dirname(path), user)
  if (outer) return outer
  const { uid, gid, mode } = await stat(path)
  const mayEnter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  return mode & mayEnter ? null : path
}

/** The system user `postgres`, made when the machine has none. */
async function systemUser(): Promise<User> {
  const known = await idsOf('postgres').catch(() => null)
  if (known) return known
  try {
    await runIn(asWeAre, ['groupadd', '--system', '--force', 'postgres'])
    await runIn(asWeAre, ['useradd', '--system', '--no-create-home', '-g', 'postgres', 'postgres'])
    return await idsOf('postgres')
  } catch (cause) {
    throw new EmbeddedProblem(
      `PostgreSQL does not run as root, and a user "postgres" could not be made (${reasonOf(cause)}): start Deskwire as another user, or set DATABASE_URL.`,
      { cause },
    )
  }
}

async function idsOf(name: string): Promise<User> {
  const uid = await runIn(asWeAre, ['id', '-u', name])
  const gid = await runIn(asWeAre, ['id', '-g', name])
  return { uid: Number(uid), gid: Number(gid) }
}
