import { convert } from 'html-to-text'
import sanitizeHtml from 'sanitize-html'

const maxDepth = 100 // Both libraries slow down with depth; nobody writes deeper.

/**
 * HTML that somebody wrote for a message, as it may be mailed: what formats text, links and pictures, nothing that
 * runs, loads styles or covers the page.
 */
export function mailableHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins'],
    allowedAttributes: {
      a: ['href', 'title'],
      img: ['src', 'alt', 'width', 'height'],
      '*': ['dir'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['https', 'cid'] },
    allowProtocolRelative: false,
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'img' && !/^(https|cid):/i.test(attribs.src ?? ''),
    nestingLimit: maxDepth,
  }).trim()
}

/** The same as text, for those who read mail without HTML, for Slack and for search. */
export function textOfHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxDepth },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
    ],
  }).trim()
}
