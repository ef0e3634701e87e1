import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { DatabaseProblem } from './problem.ts'

/**
 * The login the server runs as, one per database, member of `deskwire_runtime`. Its password is made once and kept
 * where only the owner reads it, so that every process and machine that is given the owner's URL finds the same.
 */
export async function runtimeUrl(sql: Sql, ownerUrl: string): Promise<string> {
  const [row] = await sql`select current_database() as database`
  const login = `deskwire_app_${row?.database}`.slice(0, 63)
  await sql`create schema if not exists deskwire_private`
  await sql`create table if not exists deskwire_private.runtime_login (login text primary key, password text not null)`
  await sql`insert into deskwire_private.runtime_login values (${login}, ${randomBytes(24).toString('hex')})
    on conflict do nothing`
  const [kept] =
    await sql`select password from deskwire_private.runtime_login where login = ${login}`
  await createLogin(sql, login, String(kept?.password))
  const url = new URL(ownerUrl)
  url.username = encodeURIComponent(login)
  url.password = String(kept?.password)
  return url.href
}

async function createLogin(sql: Sql, login: string, password: string) {
  const [known] = await sql`select from pg_roles where rolname = ${login}`
  const verb = known ? 'alter' : 'create'
  const name = `"${login.replaceAll('"', '""')}"`
  try {
    await sql.unsafe(`${verb} role ${name} login password '${password}'`)
    await sql.unsafe(`grant deskwire_runtime to ${name}`)
    // Not inherited: it must be put on, transaction by transaction (core/app.ts), or every policy would be passed.
    await sql.unsafe(`grant deskwire_system to ${name} with inherit false, set true`)
  } catch (error) {
    throw new DatabaseProblem(
      `The user of DATABASE_URL could not ${verb} the login "${login}" that Deskwire runs as: give that user CREATEROLE.`,
      { cause: error },
    )
  }
}
