import { parseArgs } from 'node:util'
import { benchHostile } from './hostile/run.ts'
import { benchIngest } from './ingest/run.ts'
import { print } from './report.ts'

const benches = { ingest: benchIngest, hostile: benchHostile } as const

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
