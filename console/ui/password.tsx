import { PasswordInput, Progress, Text } from '@mantine/core'
import { useState } from 'react'

/** A new password, with an honest hint: length counts most, then variety; what is asked for is twelve characters. */
export function NewPassword({ name, label }: { name: string; label: string }) {
  const [password, setPassword] = useState('')
  const { percent, words, color } = strength(password)
  return (
    <div>
      <PasswordInput
        name={name}
        label={label}
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        aria-describedby="password-hint"
      />
      <Progress
        value={percent}
        color={color}
        size={4}
        mt={8}
        aria-label="Strength of the password"
      />
      <Text id="password-hint" size="xs" c="dimmed" mt={4} aria-live="polite">
        {words}
      </Text>
    </div>
  )
}

function strength(password: string) {
  if (password === '')
    return {
      percent: 0,
      color: 'gray',
      words: 'At least 12 characters. Several words make a good one.',
    }
  const missing = 12 - password.length
  if (missing > 0)
    return { percent: password.length * 4, color: 'red', words: `${missing} more to go.` }
  const bits = password.length * Math.log2(Math.max(2, new Set(password).size))
  if (bits < 45)
    return { percent: 55, color: 'orange', words: 'Long enough, but it repeats itself.' }
  if (bits < 65) return { percent: 78, color: 'teal', words: 'Good.' }
  return { percent: 100, color: 'teal', words: 'Strong.' }
}
