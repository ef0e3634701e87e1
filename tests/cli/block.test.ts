import { expect } from 'vitest'
import { test } from './run.ts'

const patient = { timeout: 180_000 }

test('an operator blocks a sender and lets them write again', patient, async ({ desk }) => {
  const { deskwire } = desk
  expect(await deskwire(['block', 'add', '@Spam.example', '--reason', 'Sells watches'])).toEqual({
    code: 0,
    out: 'Mail of @spam.example is spam from now on.\n',
    err: '',
  })
  expect((await deskwire(['block', 'list'])).out).toBe('@spam.example  Sells watches\n')
  expect(await deskwire(['block', 'remove', '@spam.example', '--json'])).toMatchObject({
    code: 0,
    out: '{"sender":"@spam.example"}\n',
  })
  expect(await deskwire(['block', 'add', 'spam.example'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('@ and a domain'),
  })
})

test('a team may ask for proof of who writes', patient, async ({ desk }) => {
  const { deskwire } = desk
  await desk.a.homeTeam()
  const mail = ['team', 'mail', '--team', 'Home', '--json']
  const set = await deskwire([...mail, '--accept-unproven', 'no', '--answer-by-mail', 'yes'])
  expect(JSON.parse(set.out)).toEqual({ team: 'Home', acceptsUnproven: false, answersByMail: true })
  expect(await deskwire([...mail, '--accept-copied', 'maybe'])).toMatchObject({ code: 2 })
})
