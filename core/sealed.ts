import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyRing } from './key-ring.ts'

const ivBytes = 12
const tagBytes = 16

/**
 * Seals a secret with the newest key (AES-256-GCM), so that a stolen database tells nothing.
 * @param purpose what it is for, as in `keysFor`: sealed for one thing, it cannot be opened as another
 */
export function seal(keys: KeyRing, purpose: string, secret: string): Buffer {
  const [key] = keys.keysFor(purpose)
  if (!key) throw new Error('The key ring is empty')
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

/** Opens what any key of the ring has sealed; undefined: none of them has, or it was altered. */
export function unseal(keys: KeyRing, purpose: string, sealed: Buffer): string | undefined {
  for (const key of keys.keysFor(purpose)) {
    const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    })
    cipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
    try {
      const opened = cipher.update(sealed.subarray(ivBytes + tagBytes))
      return Buffer.concat([opened, cipher.final()]).toString()
    } catch {
      // Sealed with another key.
    }
  }
  return undefined
}
