import { parseArgs } from 'node:util'
import { benchHostile } from './hostile/run.ts'
import { benchIngest } from './ingest/run.ts'
import { print } from './report.ts'
import { benchRules } from './rules/run.ts'
import { benchSla } from './sla/run.ts'
import { benchSlack } from './slack/run.ts'

const benches = {
  ingest: benchIngest,
  hostile: benchHostile,
  slack: benchSlack,
  rules: benchRules,
  sla: benchSla,
} as const

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const name = positionals[0] ?? ''
if (!Object.hasOwn(benches, name)) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]\n`)
  process.exit(2)
}
print(await benches[name as keyof typeof benches](), values.json)
