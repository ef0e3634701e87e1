import { expect, test } from 'vitest'
import { parcels } from '#ingest/smtp-parcel.ts'

const mebibyte = 1_048_576
const maxMail = 25 * mebibyte

test('a few large mails that come slowly leave room for small ones', () => {
  const open = parcels(maxMail)
  for (let n = 0; n < 3; n += 1) expect(open().add(Buffer.alloc(maxMail))).toBeUndefined()

  expect(open().add(Buffer.alloc(mebibyte))).toMatchObject({ responseCode: 452 })
  expect(open().add(Buffer.alloc(1000))).toBeUndefined()
})

test('what is refused or done with takes no room', () => {
  const open = parcels(maxMail)
  for (let n = 0; n < 20; n += 1) {
    const parcel = open()
    expect(parcel.add(Buffer.alloc(maxMail))).toBeUndefined()
    if (n % 2) expect(parcel.add(Buffer.alloc(1))).toMatchObject({ responseCode: 552 })
    parcel.drop()
  }
})

test('a mail comes out as it went in', () => {
  const parcel = parcels(maxMail)()
  parcel.add(Buffer.from('Subject: '))
  parcel.add(Buffer.from('Hi'))
  expect(parcel.whole().toString()).toBe('Subject: Hi')
})
