import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/**
 * A pool of connections and Drizzle over it; `readOnly` begins its transactions so that they can change nothing, where
 * Drizzle itself would need a statement more. `close` lets running queries end, for 5 s at most.
 */
export function connect(url: string, { max = 10, name = 'deskwire' } = {}) {
  const sql = postgres(url, {
    max,
    connection: { application_name: name, TimeZone: 'UTC' },
    onnotice: () => {},
  })
  const db = drizzle(preparing(sql), { casing: 'snake_case' })
  const readOnly = drizzle(preparing(sql, 'read only'), { casing: 'snake_case' })
  return { sql, db, readOnly, close: () => sql.end({ timeout: 5 }) }
}

/**
 * Drizzle asks for no prepared statements, so Postgres would plan each statement anew, and under row level security
 * planning costs several times the work itself. This makes every statement a prepared one, a plan kept per connection.
 */
function preparing<Client extends object>(client: Client, mode = ''): Client {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (name === 'unsafe')
        return (query: string, args: unknown[], options: object) =>
          member(query, args, { ...options, prepare: true })
      if (name === 'begin') return (todo: Todo) => member(mode, (tx: object) => todo(preparing(tx)))
      if (name === 'savepoint') return (todo: Todo) => member((tx: object) => todo(preparing(tx)))
      return member
    },
  })
}

type Todo = (transaction: object) => unknown

export type Client = ReturnType<typeof connect>
export type Database = Client['db']
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
