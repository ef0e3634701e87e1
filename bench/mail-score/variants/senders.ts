/** How a program writes whom it quotes. */
export const names: readonly string[] = [
  ...['Ann Example', 'Example, Ann', '"Ann Example"', 'Ann Example-Müller', 'Support', 'Ben Ja'],
  ...['山田太郎', 'Иван Петров', 'محمد علي', 'ACME | Support Team', 'Ann Example (ACME Ltd.)'],
  ...["Dr. Ann O'Example", '[Shop] Ann', 'ann@example.org', 'Ann Example via Shop', 'Team @ Shop'],
]

export const addresses = {
  angle: '<ann@example.org>',
  none: '',
  bracket: '[mailto:ann@example.org]',
  both: '<ann@example.org [mailto:ann@example.org]>',
  round: '(ann@example.org)',
  mailto: '<mailto:ann@example.org>',
} as const

export const recipients: readonly string[] = [
  'Ben Sample <ben@sample.example>',
  'ben@sample.example',
  'Ben Sample; Jo Sample',
]

/** What gateways and programs do to a line on its way. */
export const noises = {
  none: (text: string) => text,
  'no-break spaces': (text: string) => text.replaceAll(' ', '\u00a0'),
  'direction marks': (text: string) => `\u202a${text.replace(/:$/, '\u200e:\u202c')}`,
  'wide colons': (text: string) => text.replace(/:$/, '：'),
} as const
