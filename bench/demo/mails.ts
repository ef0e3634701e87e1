import { screenshot } from './pictures.ts'

export interface DemoMail {
  id: string // Its Message-ID, before the @.
  after?: string // The mail it answers.
  from: { name: string; address: string }
  cc?: string[]
  subject: string
  text: string
  html?: string
  attachments?: { filename: string; content: string | Buffer; contentType?: string; cid?: string }[]
  headers?: Record<string, string>
}

const ada = { name: 'Ada Winter', address: 'ada.winter@northwind.example' }
const jonas = { name: 'Jonas Krüger', address: 'j.krueger@kruegerdruck.example' }
const lucia = { name: 'Lucía Fernández', address: 'lucia@panaderia-luna.example' }
const marc = { name: 'Marc Dubois', address: 'marc.dubois@atelier-dubois.example' }
const yuki = { name: '田中 ゆき', address: 'yuki.tanaka@sakura-books.example' }
const omar = { name: 'عمر حداد', address: 'omar@haddad-trading.example' }
const priya = { name: 'Priya Raman', address: 'priya.raman@brightlabs.example' }
const tom = { name: "Tom O'Neill", address: 'tom@oneill-cycles.example' }

/** A morning at a help desk: threads, files, HTML, several languages, an answer of a colleague in Cc, an out of office. */
export const demoMails: DemoMail[] = [
  {
    id: 'export-1',
    from: ada,
    cc: [priya.address],
    subject: 'Export stops at 10,000 rows',
    text: 'Hello,\n\nsince the update on Monday our nightly CSV export stops at exactly 10,000 rows. It used to give all 64,000.\nNothing changed on our side. We need it for month-end, which is Friday.\n\nIs there a limit that we can lift?\n\nAda Winter\nNorthwind Operations\n\n-- \nNorthwind Ltd · 4 Harbour Street · Bristol',
  },
  {
    id: 'invoice-1',
    from: jonas,
    subject: 'Rechnung 2026-1187 doppelt abgebucht',
    text: 'Guten Tag,\n\ndie Rechnung 2026-1187 über 248,00 € wurde am 3. und noch einmal am 5. abgebucht.\nBitte erstatten Sie den zweiten Betrag. Der Kontoauszug liegt bei.\n\nMit freundlichen Grüßen\nJonas Krüger',
    attachments: [
      {
        filename: 'Kontoauszug März.csv',
        content:
          'Datum;Betrag;Zweck\n03.03.2026;-248,00;RG 2026-1187\n05.03.2026;-248,00;RG 2026-1187\n',
        contentType: 'text/csv',
      },
    ],
  },
  {
    id: 'login-1',
    from: lucia,
    subject: 'No puedo entrar en mi cuenta',
    text: '¡Hola!\n\nDesde ayer no puedo entrar. Pone "sesión caducada" una y otra vez, en el móvil y en el ordenador.\n¿Me podéis ayudar? Tenemos los pedidos del fin de semana dentro.\n\nGracias,\nLucía\n\nEnviado desde mi iPhone',
  },
  {
    id: 'screen-1',
    from: priya,
    subject: 'Red banner when I save a project',
    text: 'Hi team,\n\nevery time I save a project I get the red banner in the picture. Saving works, though: after a reload everything is there.\n\nPriya',
    html: '<p>Hi team,</p><p>every time I save a project I get the <b style="color:#c92a2a">red banner</b> in the picture. Saving works, though: after a reload everything is there.</p><p><img src="cid:banner@demo" alt="The error banner" width="480"></p><p>Steps:</p><ol><li>Open any project</li><li>Change its title</li><li>Press <i>Save</i></li></ol><p>Priya</p>',
    attachments: [{ filename: 'banner.png', content: screenshot(), cid: 'banner@demo' }],
  },
  {
    id: 'quote-1',
    from: marc,
    subject: 'Devis pour 25 postes',
    text: 'Bonjour,\n\nnous passons de 8 à 25 postes en janvier. Pouvez-vous nous faire un devis, avec le tarif annuel ?\nEt la migration de nos anciennes données est-elle comprise ?\n\nBien cordialement,\nMarc Dubois',
  },
  {
    id: 'ship-1',
    from: yuki,
    subject: '請求書の宛名変更のお願い',
    text: 'ご担当者様\n\nお世話になっております。桜ブックスの田中です。\n12月分より、請求書の宛名を「桜ブックス株式会社」に変更していただけますでしょうか。\n\nよろしくお願いいたします。\n田中 ゆき',
  },
  {
    id: 'api-1',
    from: omar,
    subject: 'استفسار عن حدود واجهة البرمجة',
    text: 'مرحبا،\n\nما هو الحد الأقصى لعدد الطلبات في الدقيقة؟ نحصل على الخطأ 429 عند مزامنة المخزون كل صباح.\n\nشكرا لكم،\nعمر',
  },
  {
    id: 'outage-1',
    from: tom,
    subject: 'URGENT: shop is down, orders failing',
    text: 'Checkout answers 502 since 09:40. We are losing orders by the minute.\nRequest id of the last failure: 7f3c-19ab.\n\nCall me: +353 1 555 0199\nTom',
    headers: { Importance: 'high' },
  },
  {
    id: 'outage-2',
    after: 'outage-1',
    from: tom,
    subject: 'Re: URGENT: shop is down, orders failing',
    text: "Still down at 09:55. Third region too now.\n\nOn Mon, 2 Mar 2026 at 09:42, Tom O'Neill <tom@oneill-cycles.example> wrote:\n> Checkout answers 502 since 09:40. We are losing orders by the minute.\n> Request id of the last failure: 7f3c-19ab.",
  },
  {
    id: 'export-2',
    after: 'export-1',
    from: priya,
    subject: 'Re: Export stops at 10,000 rows',
    text: 'Adding: it happens with the JSON export too, same number.\n\nPriya (working with Ada)\n\nOn Mon, 2 Mar 2026 at 09:05, Ada Winter <ada.winter@northwind.example> wrote:\n> since the update on Monday our nightly CSV export stops at exactly 10,000 rows.',
  },
  {
    id: 'login-2',
    after: 'login-1',
    from: lucia,
    subject: 'Re: No puedo entrar en mi cuenta',
    text: 'Perdón, se me olvidó decir: el usuario es lucia@panaderia-luna.example y uso Safari.\n\nEl lun, 2 mar 2026 a las 9:12, Lucía Fernández escribió:\n> Desde ayer no puedo entrar.',
  },
  {
    id: 'away-1',
    after: 'quote-1',
    from: marc,
    subject: 'Absence : Re: Devis pour 25 postes',
    text: 'Je suis absent jusqu’au 9 mars. En cas d’urgence : accueil@atelier-dubois.example.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  },
]
