import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { NonceContext } from '#console/ui/nonce.ts'
import { askForWholeAnswers } from '#console/ui/whole-answers.ts'

askForWholeAnswers()

// The page's own, even after moving on: its policy is the one that holds.
const nonce = document.querySelector('script')?.nonce ?? ''

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <NonceContext value={nonce}>
        <RemixBrowser />
      </NonceContext>
    </StrictMode>,
  )
})
