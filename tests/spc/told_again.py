"""The same ten troubles of a works and a ward, told in eight languages: four of them twice, by somebody else.

The second report of a pair was written from the trouble, not from the words of the first. `OTHERS` are of the same
places, machines and people and tell of something else: what a likeness must not fall for.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Pairs that tell of the same trouble, and reports that stand alone."""

    pairs: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """All of them: the first reports, the second ones in the same order, then those that stand alone."""
        return [*(one for one, _two in self.pairs), *(two for _one, two in self.pairs), *self.others]


LANGUAGES = {
    "English": Language(
        (
            (
                "Label printer on line 3 jams after lunch. Labels stick to the roller when the hall gets warm.",
                "Stickers glued to the printer's roller again. In the afternoon heat the labelling station on line 3 "
                "stopped twice.",
            ),
            (
                "Forklift battery empty at start of night shift. Nobody had put it on the charger.",
                "Night shift could not start loading: the forklift was not charged, the charger stood unused all "
                "evening.",
            ),
            (
                "Wrong drawing revision used for milling. The machine still had revision B, the order asked for C.",
                "Parts milled to an outdated drawing. Revision B was loaded although C had been released.",
            ),
            (
                "Patient called twice for the same blood sample. The first tube was lost between ward and laboratory.",
                "The laboratory never received the tube. The ward had to draw blood a second time because the sample "
                "went missing on the way.",
            ),
        ),
        (
            "Coolant leaks below milling machine 4. The hose has a crack.",
            "Label on the pallet names the wrong customer. Two orders were packed side by side.",
            "Forklift damaged the door frame of hall 2.",
            "Laboratory results came one day late because the analyser was being serviced.",
            "The drawing archive cannot be reached from the workshop since the network was changed.",
            "Night shift understaffed, two colleagues are ill.",
        ),
    ),
    "German": Language(
        (
            (
                "Etikettendrucker an Linie 3 klemmt nach der Mittagspause. Die Etiketten kleben an der Walze, wenn es "
                "in der Halle warm wird.",
                "Wieder klebten Aufkleber an der Druckerwalze. In der Nachmittagshitze stand die Etikettierstation "
                "der Linie 3 zweimal.",
            ),
            (
                "Staplerbatterie zu Beginn der Nachtschicht leer. Niemand hatte sie ans Ladegerät gehängt.",
                "Nachtschicht konnte nicht verladen: Der Gabelstapler war nicht geladen, die Ladestation blieb den "
                "ganzen Abend unbenutzt.",
            ),
            (
                "Falscher Zeichnungsstand beim Fräsen verwendet. Die Maschine hatte noch Revision B, bestellt war C.",
                "Teile nach veralteter Zeichnung gefräst. Revision B war geladen, obwohl C freigegeben war.",
            ),
            (
                "Patientin zweimal zur Blutabnahme gerufen. Das erste Röhrchen ging zwischen Station und Labor "
                "verloren.",
                "Das Labor hat das Probenröhrchen nie erhalten. Die Station musste ein zweites Mal Blut abnehmen, "
                "weil die Blutprobe unterwegs verschwand.",
            ),
        ),
        (
            "Kühlmittel läuft unter Fräsmaschine 4 aus. Der Schlauch hat einen Riss.",
            "Etikett auf der Palette nennt den falschen Kunden. Zwei Aufträge wurden nebeneinander gepackt.",
            "Stapler hat den Türrahmen von Halle 2 beschädigt.",
            "Laborergebnisse kamen einen Tag zu spät, weil das Analysegerät gewartet wurde.",
            "Zeichnungsarchiv seit der Netzumstellung aus der Werkstatt nicht erreichbar.",
            "Nachtschicht unterbesetzt, zwei Kollegen sind krank.",
        ),
    ),
    "Finnish": Language(
        (
            (
                "Linjan 3 etikettitulostin jumittuu lounaan jälkeen. Etiketit tarttuvat telaan, kun halli lämpenee.",
                "Tarrat liimautuivat taas tulostimen telaan. Iltapäivän kuumuudessa etiketöintiasema linjalla 3 "
                "pysähtyi kahdesti.",
            ),
            (
                "Trukin akku tyhjä yövuoron alussa. Kukaan ei ollut kytkenyt sitä laturiin.",
                "Yövuorossa ei päästy lastaamaan: trukkia ei ollut ladattu, laturi seisoi käyttämättömänä koko illan.",
            ),
            (
                "Jyrsinnässä käytettiin väärää piirustusversiota. Koneessa oli vielä versio B, tilauksessa "
                "pyydettiin C:tä.",
                "Osat jyrsittiin vanhentuneen piirustuksen mukaan. Versio B oli ladattu, vaikka C oli jo julkaistu.",
            ),
            (
                "Potilas kutsuttiin kahdesti verinäytteeseen. Ensimmäinen putki katosi osaston ja laboratorion "
                "välillä.",
                "Laboratorio ei koskaan saanut näyteputkea. Osastolla piti ottaa verta toisen kerran, koska näyte "
                "hävisi matkalla.",
            ),
        ),
        (
            "Jäähdytysnestettä vuotaa jyrsinkoneen 4 alle. Letkussa on halkeama.",
            "Lavan etiketissä on väärä asiakas. Kaksi tilausta pakattiin vierekkäin.",
            "Trukki vaurioitti hallin 2 ovenkarmia.",
            "Laboratoriotulokset tulivat päivän myöhässä, koska analysaattoria huollettiin.",
            "Piirustusarkistoon ei pääse verstaalta verkkomuutoksen jälkeen.",
            "Yövuorossa liian vähän väkeä, kaksi työkaveria sairaana.",
        ),
    ),
    "Spanish": Language(
        (
            (
                "La impresora de etiquetas de la línea 3 se atasca después de comer. Las etiquetas se pegan al "
                "rodillo cuando la nave se calienta.",
                "Otra vez pegatinas adheridas al rodillo de la impresora. Con el calor de la tarde, el puesto de "
                "etiquetado de la línea 3 paró dos veces.",
            ),
            (
                "Batería de la carretilla vacía al empezar el turno de noche. Nadie la había conectado al cargador.",
                "El turno de noche no pudo cargar camiones: la carretilla estaba sin carga y el cargador quedó libre "
                "toda la tarde.",
            ),
            (
                "Se fresó con una revisión equivocada del plano. La máquina tenía aún la revisión B y el pedido "
                "exigía la C.",
                "Piezas fresadas según un plano anticuado. Estaba cargada la revisión B aunque ya se había liberado "
                "la C.",
            ),
            (
                "Paciente llamada dos veces para la misma extracción de sangre. El primer tubo se perdió entre la "
                "planta y el laboratorio.",
                "El laboratorio nunca recibió el tubo. En planta tuvieron que sacar sangre por segunda vez porque la "
                "muestra se extravió por el camino.",
            ),
        ),
        (
            "Fuga de refrigerante debajo de la fresadora 4. La manguera tiene una grieta.",
            "La etiqueta del palé lleva un cliente equivocado. Se embalaron dos pedidos uno al lado del otro.",
            "La carretilla dañó el marco de la puerta de la nave 2.",
            "Los resultados del laboratorio llegaron un día tarde porque el analizador estaba en mantenimiento.",
            "Desde el cambio de red no se puede acceder al archivo de planos desde el taller.",
            "Turno de noche con poco personal, dos compañeros enfermos.",
        ),
    ),
    "Turkish": Language(
        (
            (
                "3. hattaki etiket yazıcısı öğle arasından sonra sıkışıyor. Salon ısınınca etiketler merdaneye "
                "yapışıyor.",
                "Yazıcının merdanesine yine çıkartmalar yapışmış. Öğleden sonraki sıcakta 3. hattın etiketleme "
                "istasyonu iki kez durdu.",
            ),
            (
                "Gece vardiyasının başında forklift aküsü boştu. Kimse aküyü şarj cihazına takmamıştı.",
                "Gece vardiyası yüklemeye başlayamadı: forklift şarj edilmemişti, şarj cihazı bütün akşam boş durmuş.",
            ),
            (
                "Frezelemede yanlış çizim revizyonu kullanıldı. Makinede hâlâ B revizyonu vardı, siparişte C "
                "isteniyordu.",
                "Parçalar eski çizime göre frezelenmiş. C yayımlandığı hâlde B revizyonu yüklüymüş.",
            ),
            (
                "Hasta aynı kan tahlili için iki kez çağrıldı. İlk tüp servis ile laboratuvar arasında kayboldu.",
                "Laboratuvar tüpü hiç almamış. Numune yolda kaybolduğu için serviste ikinci kez kan alınması gerekti.",
            ),
        ),
        (
            "4 numaralı freze tezgâhının altına soğutma sıvısı sızıyor. Hortumda çatlak var.",
            "Paletin etiketinde yanlış müşteri yazıyor. İki sipariş yan yana paketlenmiş.",
            "Forklift 2. salonun kapı çerçevesine zarar verdi.",
            "Analiz cihazı bakımda olduğu için laboratuvar sonuçları bir gün geç geldi.",
            "Ağ değişikliğinden beri atölyeden çizim arşivine ulaşılamıyor.",
            "Gece vardiyasında personel eksik, iki arkadaş hasta.",
        ),
    ),
    "Chinese": Language(
        (
            (
                "3号线标签打印机午后卡纸。车间变热时标签粘在滚筒上。",
                "标签又粘住了打印机的滚轴。下午天热，三号线贴标工位停了两次。",
            ),
            ("夜班开始时叉车电池没电。没有人把它接到充电器上。", "夜班无法装货：叉车没有充电，充电器整晚闲置。"),
            (
                "铣削时用错了图纸版本。机床里还是B版，订单要求C版。",
                "零件按过期图纸加工。虽然C版已经发布，机床装的仍是B版。",
            ),
            (
                "病人因同一次抽血被叫了两次。第一支试管在病房和化验室之间丢失。",
                "化验室一直没有收到试管。血样在途中遗失，病房只好再次抽血。",
            ),
        ),
        (
            "4号铣床下面漏冷却液。软管有裂缝。",
            "托盘标签上的客户写错了。两个订单并排包装。",
            "叉车撞坏了2号车间的门框。",
            "因为分析仪检修，化验结果晚了一天。",
            "网络调整后，车间无法打开图纸档案。",
            "夜班人手不足，两名同事生病。",
        ),
    ),
    "Japanese": Language(
        (
            (
                "3号ラインのラベルプリンターが昼休みの後に詰まる。工場内が暑くなるとラベルがローラーに貼り付く。",
                "またプリンターのローラーにシールがくっついた。午後の暑さで3号ラインのラベル貼り工程が二度止まった。",
            ),
            (
                "夜勤の開始時にフォークリフトのバッテリーが空だった。誰も充電器につないでいなかった。",
                "夜勤で積み込みができなかった。フォークリフトが充電されておらず、充電器は夕方からずっと空いていた。",
            ),
            (
                "フライス加工で誤った図面の版を使用した。機械にはまだB版が入っていたが、注文はC版だった。",
                "古い図面で部品を加工した。C版が発行済みなのに、機械にはB版が読み込まれていた。",
            ),
            (
                "患者が同じ採血のために二回呼ばれた。最初の試験管が病棟と検査室の間で紛失した。",
                "検査室に試験管が届かなかった。検体が途中でなくなり、病棟でもう一度採血した。",
            ),
        ),
        (
            "フライス盤4号機の下に冷却液が漏れている。ホースにひびがある。",
            "パレットのラベルの顧客名が違う。二つの注文を並べて梱包していた。",
            "フォークリフトが第2工場のドア枠を壊した。",
            "分析装置の点検のため検査結果が一日遅れた。",
            "ネットワーク変更後、作業場から図面の保管庫に入れない。",
            "夜勤の人手が足りない。同僚が二人病気。",
        ),
    ),
    "Arabic": Language(
        (
            (
                "طابعة الملصقات في الخط 3 تتعطل بعد استراحة الغداء. تلتصق الملصقات "
                "بالأسطوانة عندما ترتفع حرارة القاعة.",
                "التصقت الملصقات مرة أخرى بأسطوانة الطابعة. في حر ما بعد الظهر توقفت محطة اللصق في الخط 3 مرتين.",
            ),
            (
                "بطارية الرافعة الشوكية فارغة عند بداية الوردية الليلية. لم يوصلها أحد بالشاحن.",
                "لم تستطع الوردية الليلية بدء التحميل: الرافعة لم تُشحن، وبقي الشاحن دون استعمال طوال المساء.",
            ),
            (
                "استُخدمت نسخة خاطئة من الرسم عند التفريز. كانت الآلة ما زالت على النسخة ب والطلب يحدد النسخة ج.",
                "قُطعت الأجزاء وفق رسم قديم. كانت النسخة ب محملة مع أن النسخة ج قد صدرت.",
            ),
            (
                "استُدعيت المريضة مرتين لسحب الدم نفسه. ضاع الأنبوب الأول بين الجناح والمختبر.",
                "لم يستلم المختبر الأنبوب قط. اضطر الجناح إلى سحب الدم مرة ثانية لأن العينة فُقدت في الطريق.",
            ),
        ),
        (
            "سائل التبريد يتسرب تحت آلة التفريز 4. في الخرطوم شق.",
            "ملصق المنصة يحمل اسم عميل خاطئ. غُلّف طلبان جنبًا إلى جنب.",
            "ألحقت الرافعة الشوكية ضررًا بإطار باب القاعة 2.",
            "تأخرت نتائج المختبر يومًا لأن جهاز التحليل كان في الصيانة.",
            "منذ تغيير الشبكة لا يمكن الوصول إلى أرشيف الرسوم من الورشة.",
            "الوردية الليلية تعاني نقص العاملين، زميلان مريضان.",
        ),
    ),
}
