import sanitize from 'sanitize-html'

/** Customers' HTML made safe to show, and what the page around it must know. */
export interface Clean {
  html: string
  coloured: boolean // It brings colours, so it needs the light ground that it was written for.
  remote: number // Pictures elsewhere, none of which is loaded.
}

const text =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn ' +
  'div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q ' +
  'rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'

/** Whose content is no text either: it goes with the element. */
const dropped =
  'applet audio embed frameset iframe math noembed noframes noscript object option plaintext script select style svg ' +
  'template textarea title video xmp'

const word = /^[a-z-]{1,40}$/
const colour = /^(#[\da-f]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/i
const length = '(auto|0|\\d{1,4}(\\.\\d{1,6})?(px|pt|em|rem|ex|ch|%)?)'
const lengths = new RegExp(`^${length}( ${length}){0,3}$`, 'i')
const border = /^[a-z\d#.% -]{1,80}$/i

/** What cannot load, cover, move or hide: no `url()`, no position, no negative margins, no functions but colours. */
const styles = {
  color: [colour],
  background: [colour],
  'background-color': [colour],
  'font-family': [/^[\w ,'"-]{1,200}$/],
  'font-size': [lengths, word],
  'font-style': [word],
  'font-weight': [/^([a-z]{1,10}|\d{1,4})$/],
  'line-height': [lengths, word],
  'text-align': [word],
  'text-decoration': [/^[a-z -]{1,60}$/],
  'vertical-align': [lengths, word],
  'white-space': [word],
  'list-style-type': [word],
  'border-collapse': [word],
  ...same(['border', 'border-top', 'border-right', 'border-bottom', 'border-left'], [border]),
  ...same(['width', 'max-width', 'height', 'border-radius', 'border-spacing'], [lengths]),
  ...same(['margin', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left'], [lengths]),
  ...same(['padding', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left'], [lengths]),
}

function same(properties: string[], allowed: RegExp[]): Record<string, RegExp[]> {
  return Object.fromEntries(properties.map((property) => [property, allowed]))
}

const table = ['align', 'valign', 'width', 'height', 'bgcolor']
const attributes: Record<string, string[]> = {
  '*': ['dir', 'lang', 'title', 'align', 'style'],
  a: ['href', 'target', 'rel'],
  img: ['data-src', 'data-cid', 'src', 'alt', 'width', 'height'],
  font: ['color', 'face', 'size'],
  ol: ['start', 'type', 'reversed'],
  li: ['value'],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  table: [...table, 'border', 'cellpadding', 'cellspacing'],
  tr: table,
  td: [...table, 'colspan', 'rowspan', 'nowrap'],
  th: [...table, 'colspan', 'rowspan', 'nowrap', 'scope'],
}

/**
 * Keeps what people write with and drops everything else: an allow-list, because what browsers do with the rest is
 * found out anew each month. Pictures come out without a source, as `data-cid` or `data-src`: see `placePictures`.
 */
export function sanitise(html: string): Clean {
  let remote = 0
  const options: sanitize.IOptions & { logger: object } = {
    allowedTags: text.split(' '),
    nonTextTags: dropped.split(' '),
    allowedAttributes: attributes,
    allowedStyles: { '*': styles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    enforceHtmlBoundary: false,
    nestingLimit: 200,
    transformTags: {
      a: (tagName, { href, title: _, target: __, rel: ___, ...rest }) => ({
        tagName,
        attribs: { ...link(href), ...rest },
      }),
      img: (tagName, { src, 'data-src': _, 'data-cid': __, ...rest }) => {
        const picture = source(src)
        if ('data-src' in picture) remote += 1
        return { tagName, attribs: { ...picture, ...rest } } // First, so that they can be found again.
      },
    },
    logger: { warn: () => {} }, // It would quote the customer.
  }
  const clean = sanitize(html, options)
  return {
    html: clean,
    coloured: /<[^>]*\s(style="[^"]*(color|background)|bgcolor=|color=)/i.test(clean),
    remote,
  }
}

/** Where a link goes is shown on the link itself, whatever its words say. */
function link(href = ''): Record<string, string> {
  const url = URL.parse(href.trim())
  if (!url || !['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol)) return {}
  return { href: url.href, title: url.href, target: '_blank', rel: 'noopener noreferrer nofollow' }
}

function source(src = ''): Record<string, string> {
  const given = src.trim()
  if (/^cid:/i.test(given)) return { 'data-cid': given.slice(4) }
  if (/^data:image\/(png|jpeg|gif|webp);base64,[a-z\d+/=\s]*$/i.test(given)) return { src: given }
  const url = URL.parse(given.startsWith('//') ? `https:${given}` : given)
  return url && /^https?:$/.test(url.protocol) ? { 'data-src': url.href } : {}
}
