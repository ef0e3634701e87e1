import { eq, sql } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { addresses, people } from '#db/schema/people.ts'

interface Named {
  address: string
  name: string // Empty: only the address is known.
}

/** Who is known, by their address in lower case: the one spelling that is kept. */
type Known = Map<string, { id: PersonId; name: string }>

/**
 * The person behind an address, added when nobody has it yet. Two mails from one new sender at the same moment make
 * one person. A name is learned once, and never changed by what a later mail calls itself.
 */
export async function findOrAddPerson(
  work: Work,
  address: string,
  name: string,
): Promise<PersonId> {
  const [person] = await findOrAddPeople(work, [{ address, name }])
  if (!person) throw new Error('Nobody was found and nobody added')
  return person.personId
}

/** The same for many, in their order: somebody with two of the addresses comes twice. */
export function findOrAddPeople(
  work: Work,
  wanted: readonly Named[],
): Promise<{ personId: PersonId; address: string }[]> {
  // As the desk: an agent may write to somebody they have no ticket with yet.
  return asDesk(work, async () => {
    const keys = wanted.map(({ address }) => address.toLowerCase())
    const known = await whoIsKnown(work, keys)
    const missing = keys.filter((key) => !known.has(key))
    if (missing.length > 0) {
      await inTurn(
        work,
        missing.map((key) => `address:${key}`),
      )
      for (const one of await whoIsKnown(work, missing)) known.set(...one) // Added meanwhile.
      const names = new Map(wanted.map(({ address, name }) => [address.toLowerCase(), name]))
      const added = [...names].filter(([key]) => !known.has(key))
      for (const one of await addPeople(work, added)) known.set(...one)
    }
    return Promise.all(
      wanted.map(async ({ address, name }) => {
        const person = known.get(address.toLowerCase())
        if (!person) throw new Error('Somebody who was added is not there')
        if (!person.name && name) await learnName(work, person.id, name)
        return { personId: person.id, address }
      }),
    )
  })
}

async function whoIsKnown(work: Work, keys: readonly string[]): Promise<Known> {
  const rows = await work.tx
    .select({ key: asText, id: people.id, name: people.name })
    .from(addresses)
    .innerJoin(people, eq(people.id, addresses.personId))
    .where(sql`${asText} = any(${sql.param(keys)}::text[])`)
  return new Map(rows.map(({ key, ...person }) => [key, person]))
}

/** Compared as text: no index serves a comparison of citext under row level security (it is not leakproof). */
const asText = sql<string>`${addresses.address}::text`

async function addPeople(work: Work, added: readonly [key: string, name: string][]) {
  if (added.length === 0) return []
  const createdAt = work.now
  const rows = await work.tx
    .insert(people)
    .values(added.map(([, name]) => ({ name: shortName(name), createdAt })))
    .returning({ id: people.id, name: people.name })
  const owned = added.flatMap(([key], place) => {
    const person = rows[place]
    return person ? [[key, person] as const] : []
  })
  await work.tx
    .insert(addresses)
    .values(owned.map(([address, { id }]) => ({ address, personId: id, createdAt })))
  return owned
}

async function learnName(work: Work, id: PersonId, name: string): Promise<void> {
  await work.tx
    .update(people)
    .set({ name: shortName(name) })
    .where(eq(people.id, id))
}

/** A name as it is kept: one line, no control or direction characters, 200 characters at most. */
export function shortName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
