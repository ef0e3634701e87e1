import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { connect } from '#db/client.ts'
import { runtimeUrl } from '#db/runtime-login.ts'

export interface TestDatabase {
  ownerUrl: string
  runtimeUrl: string
  drop(): Promise<void>
}

/** A database of its own, copied from the migrated template in a few milliseconds. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const server = inject('ownerUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, async (sql) => {
    await sql.unsafe(`create database ${name} template deskwire_template`)
    // Nothing here must survive a power cut: no waiting for the disk.
    await sql.unsafe(`alter database ${name} set synchronous_commit = off`)
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  const ownerUrl = url.href
  const runtime = await asOwner(ownerUrl, (sql) => runtimeUrl(sql, ownerUrl))
  const login = new URL(runtime).username
  const drop = () =>
    asOwner(server, async (sql) => {
      await sql.unsafe(`drop database if exists ${name} with (force)`)
      await sql.unsafe(`drop role if exists ${login}`)
    })
  return { ownerUrl, runtimeUrl: runtime, drop }
}

/** Does something as the owner, past row level security: what only an operator, or an attacker, could do. */
export async function asOwner<T>(
  url: string,
  todo: (sql: ReturnType<typeof connect>['sql']) => Promise<T>,
): Promise<T> {
  const { sql, close } = connect(url, { max: 1, name: 'deskwire test' })
  try {
    return await todo(sql)
  } finally {
    await close()
  }
}
