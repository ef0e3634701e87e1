import { eq } from 'drizzle-orm'
import { asDesk, type Work } from '#core/app.ts'
import { inTurn } from '#core/once.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { addresses, people } from '#db/schema/people.ts'

/**
 * The person behind an address, added when nobody has it yet. Two mails from one new sender at the same moment make
 * one person. A name is learned once, and never changed by what a later mail calls itself.
 */
export function findOrAddPerson(work: Work, address: string, name: string): Promise<PersonId> {
  // As the desk: an agent may write to somebody they have no ticket with yet.
  return asDesk(work, async () => {
    await inTurn(work, [`address:${address.toLowerCase()}`])
    const [known] = await work.tx
      .select({ id: addresses.personId, name: people.name })
      .from(addresses)
      .innerJoin(people, eq(people.id, addresses.personId))
      .where(eq(addresses.address, address))
    if (!known) return addPerson(work, address, name)
    if (!known.name && name)
      await work.tx
        .update(people)
        .set({ name: shortName(name) })
        .where(eq(people.id, known.id))
    return known.id
  })
}

async function addPerson(work: Work, address: string, name: string): Promise<PersonId> {
  const [person] = await work.tx
    .insert(people)
    .values({ name: shortName(name), createdAt: work.now })
    .returning({ id: people.id })
  if (!person) throw new Error('Postgres returned no row for a new person')
  await work.tx.insert(addresses).values({ address, personId: person.id, createdAt: work.now })
  return person.id
}

/** A name as it is kept: one line, no control or direction characters, 200 characters at most. */
export function shortName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
