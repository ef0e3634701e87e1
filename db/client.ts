import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** A pool of connections and Drizzle over it. `close` lets running queries end, for 5 s at most. */
export function connect(url: string, { max = 10, name = 'deskwire' } = {}) {
  const sql = postgres(url, {
    max,
    connection: { application_name: name, TimeZone: 'UTC' },
    onnotice: () => {},
  })
  return { sql, db: drizzle(sql, { casing: 'snake_case' }), close: () => sql.end({ timeout: 5 }) }
}

export type Client = ReturnType<typeof connect>
export type Database = Client['db']
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
