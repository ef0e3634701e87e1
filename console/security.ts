import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { plainPage } from './plain-page.ts'
import type { Visit } from './visit.ts'

const mebibyte = 1024 * 1024

/**
 * Headers on every answer; a door that needs others (a mail, a download) sets its own first. Referrers go to
 * ourselves only: with `no-referrer` browsers would send `Origin: null` with a plain form, which `sameOrigin` refuses.
 */
export function securityHeaders(origin: string) {
  const fixed: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    ...(origin.startsWith('https:') && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  }
  return createMiddleware<Visit>(async (c, next) => {
    await next()
    const headers = { ...fixed, 'Content-Security-Policy': pagePolicy(c.get('nonce')) }
    for (const [name, value] of Object.entries(headers))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })
}

/** Style attributes are let in because the component library positions with them; they cannot load anything. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Cookies come along wherever a form is, so whatever may change something must come from a page of ours. Programs,
 * which have no cookies, use the API.
 */
export function sameOrigin(origin: string) {
  return createMiddleware<Visit>(async (c, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) || comesFromUs(c, origin)) return next()
    return c.html(
      plainPage(
        'Not from here',
        'This request came from another site, so nothing was changed. Reload the page and try again.',
      ),
      403,
    )
  })
}

/** Browsers set both headers themselves; a page cannot. */
function comesFromUs(c: Context<Visit>, origin: string): boolean {
  const site = c.req.header('sec-fetch-site')
  const from = c.req.header('origin')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (from === undefined) return site !== undefined
  return from === origin || (URL.canParse(from) && new URL(from).host === c.req.header('host'))
}

/** Forms are small, and whoever is signed in may send files. */
export function limitBody() {
  const small = tooLargeOver(mebibyte)
  const large = tooLargeOver(30 * mebibyte)
  return createMiddleware<Visit>((c, next) => {
    const upload = c.req.header('content-type')?.startsWith('multipart/form-data')
    return c.get('agent') && upload ? large(c, next) : small(c, next)
  })
}

function tooLargeOver(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => {
      c.header('Connection', 'close')
      return c.text(`That is larger than the ${maxSize / mebibyte} MiB that are taken here.\n`, 413)
    },
  })
}
