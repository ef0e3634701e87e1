/** What people write, in their languages, with what trimmers take for something else: lists, logs, dates, arrows, rulers. */
export const answers: Record<string, readonly string[]> = {
  en: [
    'Yes, please.',
    'Hi Ann,\n\nthe second parcel never came: order 8812.\nCould you send it again?\n\nThanks,\nBen',
    'Hello,\n\nOn Monday 4 March I wrote to you about the heating:\n\n- it is off in the morning\n- it is off in the evening\n\nNobody came. What now?',
    'Open the menu\n> Settings > Mail\nand you will see what I mean.',
    'Please book:\n\nFrom: London\nTo: Paris\nDate: 4 March 2024\n\nThank you',
    'Here is the log:\n\n2024-03-04 09:12:01 INFO started\n2024-03-04 09:12:02 ERROR cannot open file\n\nIt stops there each time.',
    'Name: Ben Sample\nOrder: 8812\nPhone: 555 0134\n\nPlease call me back.',
    'I got an automatic message that said "wrote:" and then nothing.\n\nIs that right?',
    'Two things:\n\n1. The invoice is wrong.\n2. The address is wrong.\n\n----------\n\nAnd a third: who is Ann?',
    'I sent my phone back last week. Sent from Berlin, by the way.',
    'As you said: "we will call you on Friday at 10:00". Nobody did.',
    'It says: From: unknown. That cannot be right, can it?',
    'ok',
    '👍',
    'https://shop.example/orders/8812',
    '+44 20 7946 0123',
    'See my answers below:',
    'Please write to jo@sample.example on 4 March at 9:00:\nI am away until then.',
    'I wrote on Monday, 4 March 2024 at 09:00 to sales@shop.example:\n\n"Where is it?"\n\nNo answer so far.',
    'The prices:\n\n| item | price |\n|------|-------|\n| box  | 12.00 |\n| lid  |  3.50 |\n\nAre they right?',
    'Our offer:\n\n» delivery within two days\n» no charge for returns\n\nWould that do?',
    'I ran this:\n\n    > npm start\n    > npm test\n\nand it failed with code 1.',
    'On it.\n\nJo wrote: "the lid is loose", and I agree.',
    'Delivery address:\nJo Sample\n1 High Street\nLondon\nE-mail: jo@sample.example\n\nDate: 4 March 2024\nSigned: Jo',
    'To: the warehouse\nSubject: my box\n\nPlease pass this on.',
    'Was it sent on 4/3/2024 at 09:12? By whom?\n\n-Jo',
    'Dear all,\n\n1) yes\n2) no\n3) Monday, March 4, 2024, 9:00 AM\n\n***\n\nPS: who wrote the manual?',
    'Forget my last mail, it was a mistake.\n\n--\nor rather: half of it was.\n--\n\nThe box is still missing, and I would like to have my money back by the end of this week.',
    'Sent: 3 boxes\nReceived: 2 boxes\nMissing: 1 box',
    'Call me at 9:00.\nJo',
  ],
  de: [
    'Hallo Ann,\n\ndas zweite Paket kam nie an: Bestellung 8812.\nBitte noch einmal schicken.\n\nViele Grüße\nBen',
    'Am Montag, den 4. März, schrieb ich Ihnen, dass die Heizung ausfällt.\n\nBis heute kam niemand.',
    'Am 4. März um 9:00 Uhr war folgendes zu sehen:\n\nFehler 12\n\nDas schrieb ich schon Herrn Muster (jo@muster.example).',
    'Von: 9 Uhr\nBis: 12 Uhr\nDatum: 4.3.2024\nAnsprechpartner: jo@muster.example\n\nPasst das?',
    'Von: Hamburg\nNach: Köln\nAm: 4.3.2024\n\nBitte bestätigen.',
  ],
  fr: [
    'De 9 h à 12 h je suis là.\nDate : lundi 4 mars 2024\nObjet : chauffage\n\nMerci',
    'Bonjour,\n\nle deuxième colis n’est jamais arrivé : commande 8812.\n\nCordialement,\nBen',
    'Oui, merci. Le 4 mars à 9 h me convient.',
  ],
  es: [
    'Hola:\n\nEl segundo paquete no llegó nunca: pedido 8812.\n\nUn saludo,\nBen',
    'Sí, gracias. El 4 de marzo a las 9:00.',
  ],
  pt: ['Bom dia,\n\no segundo pacote nunca chegou: encomenda 8812.\n\nObrigado,\nBen'],
  it: ['Buongiorno,\n\nil secondo pacco non è mai arrivato: ordine 8812.\n\nCordiali saluti,\nBen'],
  nl: [
    'Hallo,\n\nhet tweede pakket is nooit aangekomen: bestelling 8812.\n\nMet vriendelijke groet,\nBen',
  ],
  sv: ['Hej,\n\ndet andra paketet kom aldrig fram: order 8812.\n\nMed vänlig hälsning\nBen'],
  da: ['Hej\n\nDen anden pakke kom aldrig: ordre 8812.\n\nVenlig hilsen\nBen'],
  no: ['Hei,\n\nden andre pakken kom aldri fram: ordre 8812.\n\nHilsen Ben'],
  fi: ['Hei,\n\ntoinen paketti ei koskaan saapunut: tilaus 8812.\n\nTerveisin\nBen'],
  pl: ['Dzień dobry,\n\ndruga paczka nigdy nie dotarła: zamówienie 8812.\n\nPozdrawiam\nBen'],
  cs: ['Dobrý den,\n\ndruhý balík nikdy nedorazil: objednávka 8812.\n\nS pozdravem\nBen'],
  sk: ['Dobrý deň,\n\ndruhý balík nikdy neprišiel: objednávka 8812.\n\nS pozdravom\nBen'],
  hu: ['Jó napot,\n\na második csomag nem érkezett meg: 8812-es rendelés.\n\nÜdvözlettel\nBen'],
  ro: ['Bună ziua,\n\nal doilea colet nu a ajuns niciodată: comanda 8812.\n\nCu stimă,\nBen'],
  hr: ['Dobar dan,\n\ndrugi paket nikada nije stigao: narudžba 8812.\n\nLijep pozdrav\nBen'],
  sl: ['Pozdravljeni,\n\ndrugi paket ni nikoli prispel: naročilo 8812.\n\nLep pozdrav\nBen'],
  bg: ['Здравейте,\n\nвторият пакет така и не пристигна: поръчка 8812.\n\nПоздрави\nБен'],
  ru: ['Здравствуйте!\n\nВторая посылка так и не пришла: заказ 8812.\n\nС уважением,\nБен'],
  uk: ['Добрий день!\n\nДруга посилка так і не надійшла: замовлення 8812.\n\nЗ повагою,\nБен'],
  el: ['Καλημέρα,\n\nτο δεύτερο πακέτο δεν ήρθε ποτέ: παραγγελία 8812.\n\nΜε εκτίμηση\nΜπεν'],
  tr: ['Merhaba,\n\nikinci paket hiç gelmedi: sipariş 8812.\n\nSaygılarımla\nBen'],
  ar: ['مرحبا،\n\nالطرد الثاني لم يصل أبدا: الطلب 8812.\n\nشكرا\nبن'],
  he: ['שלום,\n\nהחבילה השנייה לא הגיעה: הזמנה 8812.\n\nתודה\nבן'],
  fa: ['سلام،\n\nبسته دوم هرگز نرسید: سفارش 8812.\n\nممنون\nبن'],
  hi: ['नमस्ते,\n\nदूसरा पार्सल कभी नहीं आया: ऑर्डर 8812।\n\nधन्यवाद\nबेन'],
  th: ['สวัสดีครับ\n\nพัสดุที่สองไม่เคยมาถึง หมายเลข 8812\n\nขอบคุณครับ\nเบน'],
  vi: ['Xin chào,\n\nkiện hàng thứ hai chưa bao giờ đến: đơn hàng 8812.\n\nCảm ơn\nBen'],
  id: ['Halo,\n\npaket kedua tidak pernah tiba: pesanan 8812.\n\nTerima kasih\nBen'],
  ja: [
    'お世話になっております。\n\n二つ目の荷物がまだ届いておりません。注文番号：8812\n\nよろしくお願いいたします。\n佐藤',
  ],
  ko: ['안녕하세요,\n\n두 번째 소포가 아직 오지 않았습니다. 주문번호: 8812\n\n감사합니다\n김민수'],
  'zh-CN': ['您好：\n\n第二个包裹一直没有收到，订单号：8812。\n\n谢谢\n小李'],
  'zh-TW': ['您好：\n\n第二個包裹一直沒有收到，訂單編號：8812。\n\n謝謝\n小李'],
  et: ['Tere,\n\nteine pakk ei jõudnud kohale: tellimus 8812.\n\nParimat\nBen'],
  lv: ['Labdien!\n\nOtrā paka tā arī nepienāca: pasūtījums 8812.\n\nAr cieņu\nBens'],
  lt: ['Laba diena,\n\nantras siuntinys taip ir neatėjo: užsakymas 8812.\n\nPagarbiai\nBenas'],
}

/** What is answered to: history that must not be shown. No word of it stands in an answer, so that it is told apart. */
export const histories = {
  letter:
    'Dear customer,\n\nboth boxes left our warehouse yesterday, tracking code QX77.\n\nWhich colour did you choose?\nWhich size did you choose?\n\nKind wishes from our team\nAnn Example',
  thread:
    'We looked into it.\n\nWhich colour did you choose?\n\nAnn\n\nOn Sun, Mar 3, 2024 at 5:00 PM Kim Third <kim@third.example> wrote:\n\n> Nobody has told me anything.\n>\n> On Sat, Mar 2, 2024 at 4:00 PM Ann Example <ann@example.org> wrote:\n>> A first question.',
  notice:
    '[Shop] Case 4411 was updated\n\nStatus: waiting\nOwner: Ann Example\n\nWhich colour did you choose?\n\n-- \nShop care\nThis message is confidential and for its addressee only.\nUnsubscribe: https://shop.example/u',
  copied:
    'Thank you.\n\nWhich colour did you choose?\n\nFrom: Kim Third <kim@third.example>\nSent: Sunday, March 3, 2024 5:00 PM\nTo: Ann Example\nSubject: box\n\nNobody has told me anything.',
} as const

export const signatures = {
  none: '',
  delimited: '-- \nBen Sample\nSample Ltd, 1 High Street\n+44 20 7946 0123',
  ruled:
    '_______________________\nBen Sample | Sample Ltd\nben@sample.example | www.sample.example',
} as const

export const footers = {
  none: '',
  iPhone: 'Sent from my iPhone',
  Outlook: 'Get Outlook for Android<https://aka.ms/AAb9ysg>',
  German: 'Von meinem Samsung Galaxy gesendet.',
  French: 'Envoyé depuis mon téléphone Orange',
  Japanese: 'iPhoneから送信',
} as const

export const banners = {
  none: '',
  plain:
    'CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.',
  bracketed: '[EXTERNAL EMAIL]',
  German:
    'ACHTUNG: Diese E-Mail stammt von einem externen Absender. Öffnen Sie Links und Anhänge nur, wenn Sie den Absender kennen.',
  French: 'Attention : ce courriel provient d’un expéditeur externe. Ne cliquez pas sur les liens.',
  stranger: "You don't often get email from ben@sample.example. Learn why this is important",
} as const

export const disclaimers = {
  none: '',
  English:
    'This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please delete it.',
  German:
    'Diese E-Mail ist vertraulich und nur für den genannten Empfänger bestimmt. Sollten Sie sie irrtümlich erhalten haben, löschen Sie sie bitte.',
} as const
