import { createTransport } from 'nodemailer'
import { expect, test, vi } from 'vitest'
import { dataFolder, launch, startDeskwire } from '#tests/support/process.ts'
import { runningClock } from '#tests/support/slack/clock.ts'
import { type Slack, startSlack } from '#tests/support/slack/start.ts'

const cards = (slack: Slack) => slack.channel('support').messages
const eventually = (holds: () => void) => vi.waitFor(holds, { timeout: 30_000, interval: 100 })

test('a mail becomes a card, an agent claims it and answers from its thread, and a killed desk forgets nothing', async ({
  onTestFinished,
}) => {
  const slack = await startSlack({ clock: runningClock() })
  onTestFinished(slack.close)
  const ada = slack.addPerson('ada')
  slack.addChannel('support', { members: ['ada', 'deskwire'] })
  const { SLACK_API_URL, SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN } = slack.env
  const DESKWIRE_DATA = dataFolder()
  const env = {
    DESKWIRE_DATA,
    SLACK_API_URL,
    SLACK_SIGNING_SECRET,
    SLACK_BOT_TOKEN,
    UNDO_SECONDS: '1',
  }
  const command = async (...args: string[]) => {
    const { ended, output } = launch('cli.ts', args, { DESKWIRE_DATA })
    expect([await ended, output.err]).toEqual([0, ''])
  }
  let desk = await startDeskwire(env)
  slack.connect(`http://127.0.0.1:${desk.http}/slack/events`)
  expect(await slack.verifyUrl()).toBe(true)
  await command('team', 'create', '--name', 'Ops', '--slack-channel', '#support')
  await command('mailbox', 'create', '--address', 'ops@desk.test', '--team', 'Ops')
  await command(
    'user',
    'create',
    '--email',
    'ada@desk.test',
    '--name',
    'Ada',
    '--role',
    'agent',
    '--team',
    'Ops',
  )
  const send = async (subject: string) => {
    const transport = createTransport({ host: '127.0.0.1', port: desk.smtp, ignoreTLS: true })
    await transport.sendMail({
      from: 'Cleo <cleo@example.org>',
      to: 'ops@desk.test',
      subject,
      text: 'Help!',
    })
    transport.close()
  }

  await send('Stuck')
  await eventually(() => expect(cards(slack)[0]?.replies).toHaveLength(1))
  const [card] = cards(slack)
  if (!card) throw new Error('There is no card')
  await ada.press(card, 'ticket.claim')
  await ada.reply(card, '!On it.')
  await eventually(() => {
    expect(cards(slack)[0]?.text).toContain('👤 Ada')
    expect(cards(slack)[0]?.replies.find(({ by }) => by === 'ada')?.reactions).toEqual({
      clock3: ['deskwire'],
    })
  })

  await send('Killed')
  await desk.kill()
  desk = await startDeskwire(env)
  onTestFinished(async () => void (await desk.stop()))
  slack.connect(`http://127.0.0.1:${desk.http}/slack/events`)
  await eventually(() => expect(cards(slack).map(({ replies }) => replies.length)).toEqual([3, 1]))
  expect(slack.refusals()).toEqual([])
}, 120_000)
