import { expect, test } from 'vitest'
import { fromQuotedPrintable } from '#ingest/mail/quoted-printable.ts'

test.for([
  ['a=3Db=c3=A9', 'a=b\xc3\xa9'],
  ['one =\r\ntwo =\nthree', 'one two three'],
  ['blanks  \t\r\nadded = \r\non the way\t ', 'blanks\r\nadded on the way'],
  ['no byte: =G1 = =3', 'no byte: =G1 = =3'],
  ['cut inside a byte: =C=\r\n3=A9', 'cut inside a byte: \xc3\xa9'],
  ['line\n\nends\r\nstay', 'line\n\nends\r\nstay'],
  ['', ''],
] as const)('%j means %j', ([written, meant]) => {
  expect(fromQuotedPrintable(Buffer.from(written, 'latin1')).toString('latin1')).toBe(meant)
})
