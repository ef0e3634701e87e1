import { expect, test } from 'vitest'
import { replySubject } from '#core/tickets/reply-subject.ts'

test.each([
  ['Printer on fire', 'Re: Printer on fire'],
  ['Re: Printer', 'Re: Printer'],
  ['RE: RE: Printer', 'Re: Printer'],
  ['AW: Re: Drucker', 'Re: Drucker'],
  ['Antw: Re[2]: Printer', 'Re: Printer'],
  ['SV: Skrivare', 'Re: Skrivare'],
  ['VS: Tulostin', 'Re: Tulostin'],
  ['TR : Imprimante', 'Re: Imprimante'],
  ['Odp: Fwd: Drukarka', 'Re: Drukarka'],
  ['YNT: Yazıcı', 'Re: Yazıcı'],
  ['回复：打印机', 'Re: 打印机'],
  ['Отв: Принтер', 'Re: Принтер'],
  ['Regarding: paper', 'Re: Regarding: paper'],
  ['Area: 51', 'Re: Area: 51'],
  ['', 'Re: (no subject)'],
  ['Re:', 'Re: (no subject)'],
  ['One\r\nBcc: evil@example.org', 'Re: One Bcc: evil@example.org'],
  ['Half \ud800 of a character', 'Re: Half \ufffd of a character'],
])('%j is answered as %j', (subject, answered) => {
  expect(replySubject(subject)).toBe(answered)
})

test('a subject without end stays on a line that a header can hold', () => {
  expect(replySubject('x'.repeat(100_000))).toHaveLength(254)
})
