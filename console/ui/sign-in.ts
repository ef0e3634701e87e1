/** How signing in ended: undefined when it did, else the sentence to show. */
export async function signIn(email: string, password: string): Promise<string | undefined> {
  const answer = await post('/api/auth/sign-in/email', { email, password }).catch(() => undefined)
  if (answer?.ok) return undefined
  if (!answer) return 'The desk could not be reached. Check your connection and try again.'
  if (answer.status === 429) return 'Too many attempts. Wait a few minutes, then try again.'
  if (answer.status < 500)
    return 'That address and password do not belong together. Check both and try again.'
  return 'Something broke on our side. Try again in a moment.'
}

/** A whole new page, so that nothing of the old session stays in memory. */
export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {})
  window.location.assign('/sign-in')
}

function post(path: string, body: object): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}
