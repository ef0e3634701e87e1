import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '#core/env.ts'

const root = new URL('..', import.meta.url).pathname
const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root })
  .toString()
  .split('\n')
  .filter(Boolean)

test('the table of settings in docs/operators.md is the schema in core/env.ts', () => {
  const page = readFileSync(join(root, 'docs/operators.md'), 'utf8')
  const described = [...page.matchAll(/^\| `([A-Z_]+)` *\| (.*?) *\|/gm)].map(
    ([, name, meaning]) => ({ name, meaning }),
  )
  const meant = Object.entries(settings.shape).map(([name, setting]) => ({
    name,
    meaning: setting.description,
  }))
  expect(described).toEqual(meant)
})

test.each(pages)('%s links to nothing that is not there', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const dead = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !existsSync(join(root, dirname(page), target)))
  expect(dead).toEqual([])
})

test('a page shows each picture, and each picture that a page shows is there', () => {
  const shown = pages.flatMap((page) =>
    [
      ...readFileSync(join(root, page), 'utf8').matchAll(
        /(?:src|srcset)="([^"]+)"|!\[.*?\]\((.+?)\)/g,
      ),
    ].map(([, inTag, inMark]) => join(dirname(page), inTag ?? inMark ?? '')),
  )
  const there = readdirSync(join(root, 'docs/images')).map((name) => `docs/images/${name}`)
  expect([...new Set(shown)].sort()).toEqual(there.sort())
})

test('every script that README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = pages.flatMap((page) =>
    [
      ...readFileSync(join(root, page), 'utf8').matchAll(
        /`?npm (?:run )?([a-z:]+)(?=[`\s]*(?:#|$|`|--))/gm,
      ),
    ]
      .map((match) => match[1] ?? '')
      .filter((name) => !['install', 'ci', 'run', 'audit'].includes(name)),
  )
  expect(named).toContain('start')
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})
