#!/usr/bin/env node
// Deskwire is TypeScript, which Node runs from version 24 on. An older Node on this machine hands over to the one
// that came with the packages, so this file itself must run on Node 18.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const node = fileURLToPath(new URL('node_modules/.bin/node', import.meta.url))
const cli = fileURLToPath(new URL('cli.ts', import.meta.url))

if (!existsSync(node)) {
  process.stderr.write('The packages are not installed yet: run "npm start" or "npm ci" first.\n')
  process.exitCode = 1
} else if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('./cli.ts')
} else {
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGINT', () => {}) // A terminal tells the child too: what it makes of it counts.
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
