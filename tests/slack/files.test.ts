import { expect } from 'vitest'
import { test } from './slack-test.ts'

async function download(url: unknown, token: string) {
  const response = await fetch(String(url), { headers: { Authorization: `Bearer ${token}` } })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  }
}

test('a file is downloaded with the token; any other meets the login page, with 200', async ({
  slack,
  web,
  ada,
}) => {
  await ada.upload('support', { name: 'log.txt', content: 'It broke.' }, { words: 'See here' })
  const file = slack.channel('support').messages[0]?.raw.files?.[0]
  expect(file).toMatchObject({
    name: 'log.txt',
    mimetype: 'text/plain',
    size: 9,
    file_access: 'visible',
  })
  expect(await download(file?.url_private, slack.botToken)).toMatchObject({
    status: 200,
    type: 'text/plain',
    text: 'It broke.',
  })
  const login = await download(file?.url_private, 'xoxb-wrong')
  expect(login).toMatchObject({ status: 200, type: expect.stringContaining('text/html') })
  expect(login.text).toContain('Sign in')
  await ada.upload('secret', { name: 'key.txt', content: 'Hush' })
  const hidden = slack.channel('secret').messages[0]?.raw.files?.[0]
  expect((await download(hidden?.url_private, slack.botToken)).type).toContain('text/html')
  await expect(web.files.info({ file: String(hidden?.id) })).rejects.toMatchObject({
    data: { error: 'file_not_found' },
  })
})

test('of a foreign file one may only ask', async ({ slack, web }) => {
  const sam = slack.addPerson('sam', { kind: 'stranger' })
  slack.addChannel('shared', { shared: true, members: ['sam', 'deskwire'] })
  await sam.upload('shared', { name: 'a.png', content: 'png' })
  const file = slack.channel('shared').messages[0]?.raw.files?.[0]
  expect(file).toMatchObject({ file_access: 'check_file_info' })
  expect(file).not.toHaveProperty('url_private')
  expect((await web.files.info({ file: String(file?.id) })).file).toMatchObject({
    mimetype: 'image/png',
  })
})

test('files are sent up in three steps, as the client does them', async ({
  slack,
  web,
  ada,
  support,
}) => {
  const { ts } = await ada.post('support', 'Send it here')
  await web.filesUploadV2({
    channel_id: support,
    thread_ts: ts,
    initial_comment: 'Here',
    file: Buffer.from('PDF'),
    filename: 'a.pdf',
  })
  const [reply] = slack.channel('support').messages[0]?.replies ?? []
  expect(reply).toMatchObject({
    by: 'deskwire',
    text: 'Here',
    raw: { subtype: 'file_share', bot_id: 'B0BOT' },
  })
  expect(await download(reply?.raw.files?.[0]?.url_private, slack.botToken)).toMatchObject({
    text: 'PDF',
  })

  const [shared] = (reply?.raw.files ?? []) as { id: string }[]
  if (shared) await web.files.delete({ file: shared.id })
  const after = slack.channel('support').messages[0]?.replies[0]
  expect(after?.raw.files).toEqual([])
  expect(after?.text).toBe('Here')
  const again = web.files.delete({ file: shared?.id ?? '' })
  await expect(again).rejects.toMatchObject({ data: { error: 'file_not_found' } })

  const { upload_url = '', file_id = '' } = await web.files.getUploadURLExternal({
    filename: 'b',
    length: 3,
  })
  const early = web.files.completeUploadExternal({ files: [{ id: file_id }] })
  await expect(early).rejects.toMatchObject({ data: { error: 'file_not_found' } })
  expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400)
})
