"""A third set of the same kind, written after words were cut to their beginnings: a building site and an office."""

from tests.spc.told_again import Language

LATER = {
    "English": Language(
        (
            (
                "Invoices go out with last year's prices. The new price list was never loaded.",
                "Three customers were billed at old rates because nobody had imported the current price list.",
            ),
            (
                "Scaffold arrives a day late and the painters stand idle. The haulier had the wrong address.",
                "Painters waited all Tuesday for scaffolding; the lorry had been sent to another site by mistake.",
            ),
        ),
        (
            "Painters used the wrong colour in the stairwell.",
            "Customers cannot open the invoice on their phones.",
            "Lorry blocks the fire exit of the site office.",
        ),
    ),
    "German": Language(
        (
            (
                "Rechnungen gehen mit Vorjahrespreisen hinaus. Die neue Preisliste wurde nie eingespielt.",
                "Drei Kunden nach alten Preisen abgerechnet, weil niemand die aktuelle Preisliste eingelesen hatte.",
            ),
            (
                "Gerüst kommt einen Tag zu spät, die Maler stehen herum. Der Spediteur hatte die falsche Adresse.",
                "Maler warteten den ganzen Dienstag auf das Baugerüst; der Lastwagen war irrtümlich zu einer anderen "
                "Baustelle geschickt worden.",
            ),
        ),
        (
            "Maler haben im Treppenhaus die falsche Farbe verwendet.",
            "Kunden können die Rechnung auf dem Telefon nicht öffnen.",
            "Lastwagen versperrt den Notausgang des Baubüros.",
        ),
    ),
    "Finnish": Language(
        (
            (
                "Laskut lähtevät viime vuoden hinnoilla. Uutta hinnastoa ei ole koskaan ladattu.",
                "Kolmea asiakasta laskutettiin vanhoin hinnoin, koska kukaan ei ollut tuonut voimassa olevaa "
                "hinnastoa järjestelmään.",
            ),
            (
                "Teline tulee päivän myöhässä ja maalarit seisovat. Kuljetusliikkeellä oli väärä osoite.",
                "Maalarit odottivat koko tiistain telineitä; kuorma-auto oli vahingossa lähetetty toiselle työmaalle.",
            ),
        ),
        (
            "Maalarit käyttivät porraskäytävässä väärää väriä.",
            "Asiakkaat eivät saa laskua auki puhelimella.",
            "Kuorma-auto tukkii työmaatoimiston hätäuloskäynnin.",
        ),
    ),
    "Spanish": Language(
        (
            (
                "Las facturas salen con los precios del año pasado. La nueva lista de precios nunca se cargó.",
                "A tres clientes se les facturó con tarifas antiguas porque nadie había importado la lista de precios "
                "vigente.",
            ),
            (
                "El andamio llega un día tarde y los pintores están parados. El transportista tenía mal la dirección.",
                "Los pintores esperaron todo el martes los andamios; el camión fue enviado por error a otra obra.",
            ),
        ),
        (
            "Los pintores usaron un color equivocado en la escalera.",
            "Los clientes no pueden abrir la factura en el teléfono.",
            "El camión bloquea la salida de emergencia de la oficina de obra.",
        ),
    ),
    "Turkish": Language(
        (
            (
                "Faturalar geçen yılın fiyatlarıyla çıkıyor. Yeni fiyat listesi hiç yüklenmemiş.",
                "Üç müşteriye eski fiyatlardan fatura kesildi, çünkü güncel fiyat listesini kimse sisteme "
                "aktarmamıştı.",
            ),
            (
                "İskele bir gün geç geliyor, boyacılar boş bekliyor. Nakliyecide yanlış adres vardı.",
                "Boyacılar salı günü boyunca iskeleyi bekledi; kamyon yanlışlıkla başka bir şantiyeye gönderilmiş.",
            ),
        ),
        (
            "Boyacılar merdiven boşluğunda yanlış renk kullandı.",
            "Müşteriler faturayı telefonda açamıyor.",
            "Kamyon şantiye bürosunun acil çıkışını kapatıyor.",
        ),
    ),
    "Arabic": Language(
        (
            (
                "تصدر الفواتير بأسعار العام الماضي. لم تحمّل قائمة الأسعار الجديدة قط.",
                "حوسب ثلاثة عملاء بالأسعار القديمة لأن أحدا لم يدخل قائمة الأسعار الحالية إلى النظام.",
            ),
            (
                "تصل السقالة متأخرة يوما والدهانون بلا عمل. كان لدى الناقل عنوان خاطئ.",
                "انتظر الدهانون السقالات طوال يوم الثلاثاء؛ أرسلت الشاحنة خطأ إلى موقع آخر.",
            ),
        ),
        (
            "استعمل الدهانون لونا خاطئا في بيت الدرج.",
            "لا يستطيع العملاء فتح الفاتورة على هواتفهم.",
            "تسد الشاحنة مخرج الطوارئ في مكتب الموقع.",
        ),
    ),
}
