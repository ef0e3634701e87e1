/** A reply before a program has written it down. */
export interface Reply {
  said: string
  intro: string // Such as "On Monday Ann wrote:", in the language of the program.
  title: string // Such as "-----Original Message-----".
  fields: readonly (readonly [label: string, value: string])[]
  history: string
}

export interface Written {
  text: string
  html: string
}

type Client = (reply: Reply) => Written

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function broken(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}

function divs(text: string): string {
  return escaped(text)
    .split('\n')
    .map((line) => `<div>${line || '<br>'}</div>`)
    .join('')
}

function paragraphs(text: string, tag = '<p>'): string {
  return escaped(text)
    .split('\n')
    .map((line) => `${tag}${line || '&nbsp;'}</p>`)
    .join('')
}

export function marked(text: string, mark = '> '): string {
  return text.replace(/^/gm, mark)
}

function labelled({ fields }: Reply, join = ': '): string {
  return fields.map(([label, value]) => label + join + value).join('\n')
}

function bold({ fields }: Reply, end = '<br>'): string {
  return fields.map(([label, value]) => `<b>${label}:</b> ${escaped(value)}${end}`).join('')
}

/** A text above a quote, and the same in HTML: what most programs do, each with its own elements. */
function quoting(html: (reply: Reply, quote: string) => string): Client {
  return (reply) => ({
    text: `${reply.said}\n\n${reply.intro}\n\n${marked(reply.history)}\n`,
    html: html(reply, broken(reply.history)),
  })
}

/** Copied headers above the whole history, which nothing marks in text. */
function copying(above: string, html: (reply: Reply) => string, join?: string): Client {
  return (reply) => ({
    text: `${reply.said}\n\n${above && `${above}\n`}${labelled(reply, join)}\n\n${reply.history}\n`,
    html: html(reply),
  })
}

const gmailQuote =
  'class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"'

export const clients: Record<string, Client> = {
  Gmail: quoting(
    ({ said, intro }, quote) =>
      `<div dir="ltr">${divs(said)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${broken(intro)}<br></div><blockquote ${gmailQuote}><div dir="ltr">${quote}</div></blockquote></div>`,
  ),
  'Gmail without its names': quoting(
    ({ said, intro }, quote) =>
      `<div dir="ltr">${divs(said)}</div><br><div><div dir="ltr">${broken(intro)}<br></div><blockquote style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${quote}</blockquote></div>`,
  ),
  'Apple Mail': quoting(
    ({ said, intro }, quote) =>
      `<html><body style="overflow-wrap: break-word;">${broken(said)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>${broken(intro)}</div><br class="Apple-interchange-newline"><div>${quote}</div></blockquote></div><br></body></html>`,
  ),
  iOS: quoting(
    ({ said, intro }, quote) =>
      `<html><body dir="auto">${divs(said)}<div dir="ltr"><br><blockquote type="cite">${broken(intro)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff${quote}</div></blockquote></body></html>`,
  ),
  Thunderbird: quoting(
    ({ said, intro }, quote) =>
      `<html><body><p>${broken(said)}</p><div class="moz-cite-prefix">${broken(intro)}<br></div><blockquote type="cite" cite="mid:1@example.org">${quote}</blockquote></body></html>`,
  ),
  Yahoo: quoting(
    ({ said, intro }, quote) =>
      `<div class="ydpa1yahoo-style-wrap"><div dir="ltr">${divs(said)}</div><div><br></div></div><div id="yahoo_quoted_12" class="yahoo_quoted"><div style="font-size:13px;"><div>${broken(intro)}</div><div><br></div><div>${quote}</div></div></div>`,
  ),
  Proton: quoting(
    ({ said, intro }, quote) =>
      `<div style="font-family: Arial;">${divs(said)}</div><div class="protonmail_quote">${broken(intro)}<br><blockquote class="protonmail_quote" type="cite">${quote}</blockquote></div>`,
  ),
  Spark: quoting(
    ({ said, intro }, quote) =>
      `<div name="messageBodySection"><div dir="auto">${broken(said)}</div></div><div name="messageReplySection">${broken(intro)}<br><blockquote type="cite" style="margin: 5px 5px; padding-left: 10px; border-left: thin solid #1abc9c;">${quote}</blockquote></div>`,
  ),
  Superhuman: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><br><div class="sh-quoted-content"><div>${broken(intro)}<br><blockquote class="sh-color-black sh-color" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${quote}</blockquote></div></div>`,
  ),
  Front: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><br><div><p>${broken(intro)}</p><blockquote type="cite" class="front-blockquote">${quote}</blockquote></div>`,
  ),
  Missive: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><div class="missive_quote">${broken(intro)}<br><blockquote class="missive_quote" style="border-left: 1px solid #999; margin-left: 0; padding-left: 8px;">${quote}</blockquote></div>`,
  ),
  HEY: quoting(
    ({ said, intro }, quote) =>
      `<div class="trix-content"><div>${broken(said)}</div></div><br><div>${broken(intro)}</div><blockquote>${quote}</blockquote>`,
  ),
  Zoho: quoting(
    ({ said, intro }, quote) =>
      `<div style="font-family: Verdana;">${divs(said)}<br><br></div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204);"></div><div class="zmail_extra"><br><div id="Zm-_Id_-Sgn1">---- ${broken(intro)} ---</div><br><blockquote id="blockquote_zmail" style="margin: 0px;">${quote}</blockquote></div>`,
  ),
  'K-9': quoting(
    ({ said, intro }, quote) =>
      `<html><body>${broken(said)}<br><br><div class="gmail_quote">${broken(intro)}<blockquote ${gmailQuote}><pre class="k9mail">${quote}</pre></blockquote></div></body></html>`,
  ),
  FairEmail: quoting(
    ({ said, intro }, quote) =>
      `<div dir="auto">${broken(said)}</div><br><div fairemail="reply"><p>${broken(intro)}</p><blockquote style="margin:0;border-left:3px solid #ccc;padding-left:3px">${quote}</blockquote></div>`,
  ),
  Fastmail: quoting(
    ({ said, intro }, quote) =>
      `<html><body>${divs(said)}<div><br></div><div>${broken(intro)}<br></div><blockquote type="cite" id="qt">${quote}</blockquote><div><br></div></body></html>`,
  ),
  Roundcube: quoting(
    ({ said, intro }, quote) =>
      `<html><body style='font-size: 10pt'><p>${broken(said)}</p><p id="reply-intro">${broken(intro)}</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">${quote}</blockquote></body></html>`,
  ),
  SOGo: quoting(
    ({ said, intro }, quote) =>
      `<html>${broken(said)}<br><br>${broken(intro)}<br>&nbsp;<blockquote type="cite" cite="1@example.org">${quote}</blockquote></html>`,
  ),
  'Open-Xchange': quoting(
    ({ said, intro }, quote) =>
      `<!doctype html><html><body>${divs(said)}<blockquote type="cite"><div>${broken(intro)}</div><div>&nbsp;</div><div>${quote}</div></blockquote></body></html>`,
  ),
  NetEase: quoting(
    ({ said, intro }, quote) =>
      `<div style="line-height:1.7">${divs(said)}</div><br><div id="divNeteaseMailCard"></div><p>${broken(intro)}</p><blockquote id="isReplyContent" style="PADDING-LEFT:1ex;MARGIN:0px 0px 0px 0.8ex;BORDER-LEFT:#ccc 1px solid">${quote}</blockquote>`,
  ),
  'Mail.ru': quoting(
    ({ said, intro }, quote) =>
      `<HTML><BODY>${divs(said)}<blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">${broken(intro)}<br>&nbsp;<div id="">${quote}</div></blockquote></BODY></HTML>`,
  ),
  Yandex: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><div>\u00a0</div><div>${broken(intro)}</div><blockquote><div>${quote}</div></blockquote>`,
  ),
  Libero: quoting(
    ({ said, intro }, quote) =>
      `<html><body><p style="margin: 0;">${broken(said)}</p><blockquote type="cite">${broken(intro)}<br><br>${quote}</blockquote></body></html>`,
  ),
  Tutanota: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><div><br></div><div>${broken(intro)}</div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px; margin-left: 5px;">${quote}</blockquote>`,
  ),
  Mailbird: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><div class="__mbconv"><p style="margin:0">${broken(intro)}</p><div class="history_container" style="border-left:2px solid #ccc;padding-left:8px">${quote}</div></div>`,
  ),
  Airmail: quoting(
    ({ said, intro }, quote) =>
      `<body style="word-wrap: break-word"><div>${broken(said)}</div><p class="airmail_on">${broken(intro)}</p><blockquote type="cite" class="clean_bq"><span><div>${quote}</div></span></blockquote></body>`,
  ),
  Mailspring: quoting(
    ({ said, intro }, quote) =>
      `<div>${broken(said)}</div><br/><div class="gmail_quote_attribution">${broken(intro)}</div><blockquote>${quote}</blockquote>`,
  ),
  Windows: copying(
    '',
    (reply) =>
      `<div>${broken(reply.said)}</div><div style="mso-element:para-border-div;border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal" style="border:none;padding:0in">${bold(reply)}</p></div><div>${broken(reply.history)}</div>`,
  ),
  AOL: (reply) => ({
    text: `${reply.said}\n\n\n-----Original Message-----\n${labelled(reply)}\n\n\n${reply.history}\n`,
    html: `<div style="color:black;font:10pt arial">${broken(reply.said)}<br><br><div style="font-family:arial;color:black">-----Original Message-----<br>${reply.fields.map(([label, value]) => `${label}: ${escaped(value)}<br>`).join('')}<br><div id="aolmail_x">${broken(reply.history)}</div></div></div>`,
  }),
  Sylpheed: (reply) => ({
    text: `${reply.said}\n\nMon, 4 Mar 2024 09:12:33 +0100\nAnn Example <ann@example.org>:\n\n${marked(reply.history)}\n`,
    html: `<pre>${escaped(reply.said)}\n\nMon, 4 Mar 2024 09:12:33 +0100\nAnn Example &lt;ann@example.org&gt;:\n\n${escaped(marked(reply.history))}</pre>`,
  }),
  Gnus: (reply) => ({
    text: `${reply.said}\n\n>>>>> "Ann" == Ann Example <ann@example.org> writes:\n\n${marked(reply.history, '    Ann> ')}\n`,
    html: `<pre>${escaped(reply.said)}</pre>`,
  }),
  'a help desk': (reply) => ({
    text: `${reply.said}\n\n${reply.intro}\n\n> ##- Please type your reply above this line -##\n>\n${marked(reply.history)}\n`,
    html: `<div dir="ltr">${divs(reply.said)}</div><div class="gmail_quote"><div class="gmail_attr">${broken(reply.intro)}</div><blockquote ${gmailQuote}><div>##- Please type your reply above this line -##</div>${broken(reply.history)}</blockquote></div>`,
  }),
  Jira: (reply) => ({
    text: `${reply.said}\n\n———-—-—-—-—\nReply above this line.\n\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><p>———-—-—-—-—<br>Reply above this line.</p><div>${broken(reply.history)}</div>`,
  }),
  'nothing marked': (reply) => ({
    text: `${reply.said}\n\n${reply.intro}\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><div><br></div><div>${broken(reply.intro)}</div><div>${broken(reply.history)}</div>`,
  }),
  'The Bat!': (reply) => ({
    text: `${reply.said}\n\n${reply.intro}\n\n${marked(reply.history, 'AE> ')}\n`,
    html: `<div>${broken(reply.said)}</div><br>${broken(reply.intro)}<br><br><table><tr><td style="border-left:2px solid #00f;padding-left:4px">${broken(reply.history)}</td></tr></table>`,
  }),
  Outlook: copying(
    '',
    (reply) =>
      `<html><body><div class="WordSection1">${paragraphs(reply.said, '<p class="MsoNormal">')}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${bold(reply)}</p></div></div>${paragraphs(reply.history, '<p class="MsoNormal">')}</div></body></html>`,
  ),
  'Outlook with a title': (reply) => ({
    text: `${reply.said}\n\n${reply.title}\n${labelled(reply)}\n\n${reply.history}\n`,
    html: `<div>${paragraphs(reply.said)}<p>${reply.title}<br>${bold(reply)}</p>${paragraphs(reply.history)}</div>`,
  }),
  'Outlook for Mac': copying(
    '',
    (reply) =>
      `<div class="WordSection1">${paragraphs(reply.said, '<p class="MsoNormal">')}<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">${bold(reply).replaceAll(':</b>', ': </b><span>').replaceAll('<br>', '</span><br>')}</p></div>${paragraphs(reply.history, '<p class="MsoNormal">')}</div>`,
  ),
  'Outlook on the web': copying(
    '________________________________',
    (reply) =>
      `<div class="elementToProof">${broken(reply.said)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${bold(reply)}</font><div>&nbsp;</div></div><div>${broken(reply.history)}</div>`,
  ),
  'Outlook without its names': copying(
    '________________________________',
    (reply) =>
      `<div>${broken(reply.said)}</div><div></div><hr style="display:inline-block;width:98%"><div dir="ltr"><font face="Calibri">${bold(reply)}</font><div>&nbsp;</div></div><div>${broken(reply.history)}</div>`,
  ),
  'Outlook on a phone': copying(
    '________________________________',
    (reply) =>
      `<div dir="auto">${broken(reply.said)}</div><div id="mail-editor-reference-message-container"><hr><div id="divRplyFwdMsg"><strong>${labelled(
        reply,
      )
        .replaceAll('\n', '<br>')
        .replaceAll('@', '&#64;')
        .replace(/<(?!br)/g, '&lt;')}</strong></div>${broken(reply.history)}</div>`,
  ),
  Samsung: (reply) => ({
    text: `${reply.said}\n\n${reply.title}\n${labelled(reply)} \n\n${reply.history}\n`,
    html: `<div dir="auto">${broken(reply.said)}</div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>${reply.title}</div>${reply.fields.map(([label, value]) => `<div>${label}: ${escaped(value)} </div>`).join('')}<div><br></div></div>${broken(reply.history)}`,
  }),
  'GMX and web.de': (reply) => ({
    text: `${reply.said}\n \n\n${labelled(reply)}\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;">${bold(reply).replaceAll('</b> ', '</b>&nbsp;')}</div><div name="quoted-content">${broken(reply.history)}</div></div></div>`,
  }),
  'T-Online': (reply) => ({
    text: `${reply.said}\n\n${reply.title}\n${labelled({ ...reply, fields: reply.fields.toReversed() })}\n\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><div>${reply.title}</div>${reply.fields
      .toReversed()
      .map(([label, value]) => `<div>${label}: ${escaped(value)}</div>`)
      .join('')}<div>${broken(reply.history)}</div>`,
  }),
  Zimbra: copying(
    '',
    (reply) =>
      `<html><body><div>${broken(reply.said)}</div><br><hr id="zwchr"><div><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;">${bold(reply)}</blockquote></div><div><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;">${broken(reply.history)}</blockquote></div></body></html>`,
  ),
  QQ: (reply) => ({
    text: `${reply.said}\n\n\n\n\n------------------&nbsp;${reply.title.replace(/^-+ ?| ?-+$/g, '')}&nbsp;------------------\n${reply.fields.map(([label, value]) => `${label}: ${value};`).join('\n')}\n\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><div><br></div><div style="font-size: 12px;padding:2px 0">------------------&nbsp;${reply.title.replace(/^-+ ?| ?-+$/g, '')}&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;">${reply.fields.map(([label, value]) => `<div><b>${label}:</b>&nbsp;${escaped(value)};</div>`).join('')}</div><div><br></div>${broken(reply.history)}`,
  }),
  Naver: (reply) => ({
    text: `${reply.said}\n\n-----Original Message-----\n${labelled(reply)}\n\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><br><div>-----Original Message-----<br>${bold(reply)}<br>${broken(reply.history)}</div>`,
  }),
  Seznam: (reply) => ({
    text: `${reply.said}\n\n${reply.title}\n${labelled(reply)}\n\n${marked(reply.history)}\n`,
    html: `<div>${broken(reply.said)}</div><br><aside>${reply.title}<br>${reply.fields.map(([label, value]) => `${label}: ${escaped(value)}<br>`).join('')}</aside><br><blockquote data-email="ann@example.org">${broken(reply.history)}</blockquote>`,
  }),
  'Lotus Notes': (reply) => ({
    text: `${reply.said}\n\n\n\n${reply.fields.map(([label, value]) => `${`${label}:`.padEnd(16)}${value}`).join('\n')}\n\n\n\n${reply.history}\n`,
    html: `<font size=2>${broken(reply.said)}</font><br><br><br>${reply.fields.map(([label, value]) => `<font size=1 color=#5f5f5f>${label}: &nbsp; &nbsp; &nbsp;</font><font size=1>${escaped(value)}</font><br>`).join('')}<hr noshade><br><br>${broken(reply.history)}`,
  }),
  'Lotus Notes in a table': (reply) => ({
    text: `${reply.said}\n\n${reply.fields.map(([label, value]) => `${label}\n${value}`).join('\n')}\n\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><br><table>${reply.fields.map(([label, value]) => `<tr><td><b>${label}</b></td><td>${escaped(value)}</td></tr>`).join('')}</table><br>${broken(reply.history)}`,
  }),
  'NetEase Master': (reply) => ({
    text: `${reply.said}\n\n---- ${reply.title.replace(/^-+ ?| ?-+$/g, '')} ----\n${reply.fields.map(([label, value]) => `| ${label} | ${value} |`).join('\n')}\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><div>---- ${reply.title.replace(/^-+ ?| ?-+$/g, '')} ----</div><table>${reply.fields.map(([label, value]) => `<tr><td>${label}</td><td>${escaped(value)}</td></tr>`).join('')}</table><div>${broken(reply.history)}</div>`,
  }),
  'eM Client': (reply) => ({
    text: `${reply.said}\n\n${reply.title}\n${labelled(reply, ' ')}\n\n${marked(reply.history)}\n`,
    html: `<div>${broken(reply.said)}</div><br><div>${reply.title}</div>${reply.fields.map(([label, value]) => `<div>${label} ${escaped(value)}</div>`).join('')}<br><blockquote type="cite">${broken(reply.history)}</blockquote>`,
  }),
  GroupWise: (reply) => ({
    text: `${reply.said}\n\n>>> Ann Example <ann@example.org> 04.03.24 09:12 >>>\n${reply.history}\n`,
    html: `<div>${broken(reply.said)}</div><br>&gt;&gt;&gt; Ann Example &lt;ann@example.org&gt; 04.03.24 09:12 &gt;&gt;&gt;<br><div style="border-left:solid 1px #050505;margin-left:6px;padding-left:7px">${broken(reply.history)}</div>`,
  }),
  Orange: (reply) => ({
    text: `${reply.said}\n\n${marked(`Message du 04/03/24 09:12\n${labelled(reply, ' : ')}\n\n${reply.history}`)}\n`,
    html: `<p>${broken(reply.said)}</p><blockquote style="margin-left:5px;border-left:5px #CCC solid;padding-left:5px">&gt; Message du 04/03/24 09:12<br>${reply.fields.map(([label, value]) => `&gt; ${label} : ${escaped(value)}<br>`).join('')}&gt; <br>${broken(reply.history)}</blockquote>`,
  }),
  UOL: copying(
    '',
    (reply) =>
      `<div>${broken(reply.said)}</div><br><br>${bold(reply)}&nbsp;<br>${broken(reply.history)}`,
  ),
}
