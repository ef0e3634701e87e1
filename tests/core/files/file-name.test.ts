import { expect, test } from 'vitest'
import { safeFileName } from '#core/files/file-name.ts'

test.for([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'etc passwd'],
  ['C:\\temp\\a.txt', 'C: temp a.txt'],
  ['.htaccess', 'htaccess'],
  ['invoice\u202efdp.exe', 'invoice fdp.exe'],
  ['a\u0000b\r\nc.txt', 'a b c.txt'],
  ['zero\u200bwidth.txt', 'zero width.txt'],
  ['', 'attachment'],
  ['///', 'attachment'],
  ['übersicht 2026 (1).xlsx', 'übersicht 2026 (1).xlsx'],
  [`${'x'.repeat(300)}.tar.gz`, `${'x'.repeat(60)}.gz`],
  ['🙂'.repeat(100), '🙂'.repeat(60)],
])('%j is kept as %j', ([name = '', safe]) => {
  expect(safeFileName(name)).toBe(safe)
})
