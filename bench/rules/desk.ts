import { sql } from 'drizzle-orm'
import { type App, perform } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { addTeam } from '#core/teams/teams.ts'

/** A desk with four teams of five agents each, in turns, and closed tickets with what was promised of them. */
export async function fillDesk(app: App, tickets: number): Promise<void> {
  await perform(app, null, async (work) => {
    for (let team = 1; team <= 4; team += 1) {
      const teamId = await addTeam(work, `Team ${team}`)
      for (let number = 1; number <= 5; number += 1)
        await addAgent(work, {
          email: `agent${team}-${number}@desk.test`,
          name: `Agent ${team}.${number}`,
          role: 'agent',
          teamIds: [teamId],
        })
    }
    await work.tx.execute(sql`update teams set strategy = 'least_loaded'`)
    await work.tx.execute(sql`
      insert into people (name, created_at) select 'Customer ' || n, now() from generate_series(1, 1000) n`)
    await work.tx.execute(sql`
      insert into tickets (subject, status, priority, requester_id, team_id, opened_at, updated_at,
        last_requester_message_at, first_response_at, resolved_at, closed_at)
      select case when n % 7 = 0 then 'A refund, please' else 'Question ' || n end, 'closed',
        'MEDIUM', (select min(id) from people where name like 'Customer %') + n % 1000,
        (select min(id) from teams where name like 'Team %') + n % 4,
        opened, opened + interval '6 hours', opened, opened + interval '1 hour',
        opened + interval '6 hours', opened + interval '6 hours'
      from generate_series(1, ${tickets}::int) n,
        lateral (select now() - (${tickets}::int - n) * interval '5 minutes' as opened) at`)
    await work.tx.execute(sql`
      insert into messages (ticket_id, channel, direction, visibility, author_id, text, visible_text, sent_at, created_at)
      select id, 'email', 'inbound', 'public', requester_id, body, body, opened_at, opened_at
      from tickets, lateral (select repeat('Something does not work as it should. ', 1 + id % 40) as body) b`)
    await work.tx.execute(sql`
      insert into sla_entries (ticket_id, target, round, kind, at, minutes, policy_id, reason)
      select id, 'first_response', 1, kind::sla_entry_kind, at, minutes, (select min(id) from sla_policies), kind
      from tickets, lateral (values ('start', opened_at, 480), ('stop', first_response_at, null)) e (kind, at, minutes)`)
  })
}
