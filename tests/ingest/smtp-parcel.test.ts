import { expect, test } from 'vitest'
import { parcels } from '#ingest/smtp-parcel.ts'

const mebibyte = 1_048_576
const maxMail = 25 * mebibyte

/** Parcels of one desk; `cut` names the senders that were cut off. */
function desk() {
  const open = parcels(maxMail)
  const cut: string[] = []
  return { cut, from: (address: string) => open(address, () => cut.push(address)) }
}

test('a few large mails that come slowly leave room for small ones', () => {
  const { from } = desk()
  for (let n = 0; n < 3; n += 1)
    expect(from('192.0.2.1').add(Buffer.alloc(maxMail))).toBeUndefined()

  expect(from('192.0.2.1').add(Buffer.alloc(mebibyte))).toMatchObject({ responseCode: 452 })
  expect(from('192.0.2.1').add(Buffer.alloc(1000))).toBeUndefined()
})

test('when one address holds all the room, its oldest mail makes way for that of another', () => {
  const { from, cut } = desk()
  const slow = Array.from({ length: 3 }, () => from('192.0.2.1'))
  for (const parcel of slow) parcel.add(Buffer.alloc(maxMail))

  expect(from('192.0.2.2').add(Buffer.alloc(mebibyte))).toBeUndefined()

  expect(cut).toEqual(['192.0.2.1'])
  expect(slow[0]?.add(Buffer.alloc(1))).toMatchObject({ responseCode: 421 })
  expect(() => slow[0]?.whole()).toThrow('Others needed the room')
  expect(slow[1]?.add(Buffer.alloc(1))).toMatchObject({ responseCode: 552 })
})

test('where no address holds more than its share, the newcomer waits', () => {
  const { from, cut } = desk()
  for (let n = 1; n <= 3; n += 1) from(`192.0.2.${n}`).add(Buffer.alloc(maxMail))

  expect(from('192.0.2.4').add(Buffer.alloc(mebibyte))).toMatchObject({ responseCode: 452 })
  expect(cut).toEqual([])
})

test('a mail that is whole is not taken away, however much others want its room', () => {
  const { from, cut } = desk()
  for (let n = 0; n < 3; n += 1) {
    const parcel = from('192.0.2.1')
    parcel.add(Buffer.alloc(maxMail))
    parcel.whole()
  }
  expect(from('192.0.2.2').add(Buffer.alloc(mebibyte))).toMatchObject({ responseCode: 452 })
  expect(cut).toEqual([])
})

test('what is refused or done with takes no room', () => {
  const { from } = desk()
  for (let n = 0; n < 20; n += 1) {
    const parcel = from('192.0.2.1')
    expect(parcel.add(Buffer.alloc(maxMail))).toBeUndefined()
    if (n % 2) expect(parcel.add(Buffer.alloc(1))).toMatchObject({ responseCode: 552 })
    parcel.drop()
  }
})

test('a mail comes out as it went in', () => {
  const parcel = desk().from('192.0.2.1')
  parcel.add(Buffer.from('Subject: '))
  parcel.add(Buffer.from('Hi'))
  expect(parcel.whole().toString()).toBe('Subject: Hi')
})
