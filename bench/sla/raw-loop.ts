import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '#db/client.ts'

/** The least that firing takes: one statement for what is due, then sleep. `node bench/sla/raw-loop.ts DATABASE_URL` */
const { sql, close } = connect(process.argv[2] ?? '', { max: 1 })
let stopped = false
process.once('SIGTERM', () => {
  stopped = true
})
process.stdout.write('READY {}\n')
while (!stopped) {
  await sql`update sla_clocks set warned_at = now(), next_at = due_at where id in (
    select id from sla_clocks where next_at <= now() order by next_at limit 1000 for update skip locked)`
  await sleep(20)
}
await close()
