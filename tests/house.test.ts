import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url).pathname
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: root,
})
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((path) => ({ path, source: readFileSync(`${root}${path}`, 'utf8') }))

/** Who may import whom. Mail and clicks flow down this list; knowledge never flows up. */
const mayImport: Record<string, string[]> = {
  db: [],
  core: ['db'],
  ingest: ['core', 'db'],
  bot: ['core', 'db'],
  console: ['core', 'db'],
  bench: ['core', 'db', 'ingest', 'bot', 'console', 'tests'],
  tests: ['core', 'db', 'ingest', 'bot', 'console', 'bench'],
}

/** Things that may be said in one place only. */
const onlyIn: [place: RegExp, what: RegExp, instead: string][] = [
  [/^core\/env\.ts$/, /process\.env/, 'let core/env.ts read the environment'],
  [/^core\/start\.ts$/, /new Date\(\)|Date\.now\(/, 'work.now is the time'],
  [/^core\/app\.ts$/, /boss\.(send|insert)\(/, 'work.enqueue queues jobs'],
  [
    /^(core\/(app|start|ask-soon|desk-jobs|explain-start)\.ts|run-desk\.ts|cli\.ts|(ingest|bot|console)\/.*)$/,
    /\b(perform|read)\(\s*(context\.)?app\b/,
    'only edges begin work; core is handed it',
  ],
  [
    /^core\/files\/keep\.ts$/,
    /\.getBytes\(/,
    'readKeptFile: what flydrive 2.1.0 returns holds other bytes too',
  ],
  [
    /^$/,
    /= (base|test)\s*\.override\(/,
    'extend: override changes the fixtures of other files too',
  ],
  [/^$/, /\bconsole\.(log|error|warn|info|debug)\(/, 'app.log writes the log'],
  [/^$/, /\b(TODO|FIXME|XXX|HACK)\b/, 'do it, or write an issue'],
  [/^$/, /@ts-ignore|@ts-expect-error|\bas any\b|: any\b/, 'say the type'],
]

/** Made by tools, or run by tools, under rules of their own. */
const beyond = /^(tests|bench)\/|(^|\/)vite\.config\.ts$|^drizzle\.config\.ts$/

test.each(Object.keys(mayImport))('%s imports nothing against the direction', (layer) => {
  const wrong = files
    .filter(({ path }) => path.startsWith(`${layer}/`))
    .flatMap(({ path, source }) =>
      [...source.matchAll(/(?:from|import\()\s*'#(\w+)\//g)]
        .map((match) => match[1] ?? '')
        .filter((to) => to !== layer && !mayImport[layer]?.includes(to))
        .map((to) => `${path} imports #${to}; knowledge flows down only`),
    )
  expect(wrong).toEqual([])
})

test('folders are crossed by their names, never by climbing', () => {
  const wrong = files.filter(({ source }) => /from '\.\.\//.test(source)).map(({ path }) => path)
  expect(wrong).toEqual([])
})

test.each(onlyIn)('only %s may say %s', (place, what, instead) => {
  const wrong = files
    .filter(({ path }) => !beyond.test(path) && !place.test(path))
    .flatMap(({ path, source }) => {
      const line = source
        .split('\n')
        .findIndex((text) => what.test(text) && !/^\s*(\*|\/\/|\/\*)/.test(text))
      return line < 0 ? [] : [`${path}:${line + 1} ${instead}`]
    })
  expect(wrong).toEqual([])
})

test('a folder is named for what is in it', () => {
  const nameless = files.filter(({ path }) =>
    /(^|\/)(shared|utils?|lib|libs|services|types|helpers|common|misc)\//.test(path),
  )
  expect(nameless.map(({ path }) => path)).toEqual([])
})

test('a file is named in kebab-case', () => {
  const odd = files
    .filter(({ path }) => !path.startsWith('console/routes/')) // Remix reads meaning into those names.
    .filter(({ path }) => !/^(.*\/)?[a-z0-9-]+(\.(test|config|client|server|d))?\.tsx?$/.test(path))
  expect(odd.map(({ path }) => path)).toEqual([])
})

test('files stay short enough to hold in the head', () => {
  const lengths = files
    .filter(({ path }) => !beyond.test(path))
    .map(({ path, source }) => ({ path, lines: source.trimEnd().split('\n').length }))
    .sort((a, b) => a.lines - b.lines)
  expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThanOrEqual(60)
  expect(
    lengths
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path} has ${lines} lines`),
  ).toEqual([])
})
