import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

/** Says to screen readers what sighted people see appear: nothing at first, then each change of the sentence. */
export function Announce({ sentence }: { sentence: string }) {
  const first = useRef(sentence)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (sentence !== first.current) setSaid(sentence)
  }, [sentence])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
