const at = new Date(Date.UTC(2024, 2, 4, 9, 12, 33))

/** How the same moment is written in a language: numbers and words in any order, with and without the weekday. */
export function datesIn(language: string): string[] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { dateStyle: 'full' },
    { dateStyle: 'long' },
    { dateStyle: 'medium' },
    { dateStyle: 'short' },
    { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' },
  ]
  const written = forms.map((form) => format(language, form))
  return [
    ...written,
    '2024-03-04',
    'Mon, 4 Mar 2024',
    '04/03/2024',
    '4.3.2024',
    'Mar 4',
    '4-Mar-2024',
    '2024/3/4',
  ]
}

export function timesIn(language: string): string[] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { timeStyle: 'short' },
    { timeStyle: 'medium' },
    { hour: 'numeric', minute: '2-digit', hour12: true },
    { hour: '2-digit', minute: '2-digit', hour12: false },
  ]
  return [...forms.map((form) => format(language, form)), '09:12 (GMT+01:00)', '09:12 +0100']
}

function format(language: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(at)
}
