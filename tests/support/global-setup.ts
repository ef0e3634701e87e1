import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { jobs } from '#core/jobs.ts'
import { connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
  }
}

/** One real Postgres for the whole run, with one migrated database that every worker clones. */
export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'deskwire-test-'))
  await chmod(dir, 0o755) // PostgreSQL may run as another user.
  process.env.TMPDIR = dir // What tests put aside goes with it.
  const server = await startEmbedded(dir)
  const { sql, close } = connect(server.url, { max: 1 })
  await sql`create database deskwire_template`
  await close()
  const queues = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.queue]))
  await migrate(databaseUrl(server.url, 'deskwire_template'), queues)
  project.provide('ownerUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

function databaseUrl(ownerUrl: string, database: string): string {
  const url = new URL(ownerUrl)
  url.pathname = `/${database}`
  return url.href
}
