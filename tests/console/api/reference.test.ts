import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { documentOf } from '#console/api/document.ts'
import { describe } from '#console/api/endpoints.ts'
import { referenceRoutes } from '#console/api/reference.ts'
import { apiRoutes } from '#console/api/routes.ts'
import { test } from '#tests/support/test.ts'

test('docs/api.md lists every endpoint, and none that is not', async ({ app }) => {
  const { endpoints } = describe(documentOf(apiRoutes(app)))
  const written = await readFile('docs/api.md', 'utf8')
  const rows = written
    .replace(/ +/g, ' ')
    .split('\n')
    .filter((line) => /^\| `[A-Z]+ \//.test(line))
  expect(rows).toEqual(
    endpoints.map(
      ({ method, path, summary, scope }) => `| \`${method} ${path}\` | ${summary} | \`${scope}\` |`,
    ),
  )
})

test('the reference needs no script and nothing from elsewhere', async ({ app }) => {
  const reference = referenceRoutes(apiRoutes(app))
  const answer = await reference.request('/')
  const page = await answer.text()
  expect(answer.headers.get('content-security-policy')).toContain(
    "default-src 'none'; style-src 'self'",
  )
  expect(page).not.toMatch(/<script|<style|style=|https?:/)
  for (const { id, path } of describe(documentOf(apiRoutes(app))).endpoints) {
    expect(page).toContain(`id="${id}"`)
    expect(page).toContain(path)
  }
  const style = await reference.request('/reference.css')
  expect(style.headers.get('content-type')).toMatch(/^text\/css/)
})
