import { mkdtempSync } from 'node:fs'
import { readEnv } from '#core/env.ts'
import { openDesk } from '#core/start.ts'
const dir = mkdtempSync('/tmp/mailin-')
const desk = await openDesk(readEnv({ DESKWIRE_DATA: dir, LOG_LEVEL: 'warn' }), {})
const { app } = desk
const time = async (q: string, args: any[]) => {
  const out: any = {}
  for (const prepare of [false, true]) {
    await app.sql.begin(async (tx) => {
      await tx.unsafe(`select set_config('desk.role','system',true)`)
      for (let i = 0; i < 20; i++) await tx.unsafe(q, args, { prepare })
      const a = performance.now()
      for (let i = 0; i < 200; i++) await tx.unsafe(q, args, { prepare })
      out[prepare ? 'prepared' : 'each'] = +((performance.now() - a) / 200).toFixed(3)
    })
  }
  console.log(out, q.slice(0, 90))
}
await time(`select 1 as x where $1 = 'a'`, ['a'])
await time(`select id from messages where header_message_id in ($1,$2)`, ['a','b'])
await time(`select person_id from addresses where address = $1`, ['x@y'])
await time(`select person_id, p.name from addresses a join people p on p.id = a.person_id where address = $1`, ['x@y'])
await time(`select * from tickets where id = $1 for update`, [1])
await time(`insert into people (name, created_at) values ($1, now()) returning id`, ['x'])
await time(`insert into mails (received_at, door, envelope_from, envelope_to, team_ids, raw, size, state) values (now(), 'email', $1, '{}', '{}', ''::bytea, 0, 'received') returning id`, ['x'])
await time(`insert into tickets (subject,status,priority,requester_id,team_id,opened_at,updated_at) values ($1,'new','LOW',1,1,now(),now()) returning id`, ['x'])
await time(`insert into messages (ticket_id,channel,direction,visibility,text,visible_text,sent_at,created_at) values (1001,'email','inbound','public',$1,'x',now(),now()) returning id`, ['x'])
await time(`insert into participants (ticket_id, person_id, role, address, created_at) values (1001,1,'cc',$1,now()) on conflict (ticket_id, person_id) do update set address = excluded.address`, ['x@y'])
await time(`insert into events (chain, ticket_id, kind, via, details, at) values ('ticket:1001', 1001, $1, 'system', '{}', now())`, ['x'])
await time(`update mails set attempts = attempts + 1 where id = $1 and state = 'received' returning id`, [1])
await time(`update mails set state='failed', reason='', read_at = now() where id = $1`, [1])
await desk.close(); process.exit(0)
