"""A second set of the same kind, written after the measure was settled: a canteen and a depot."""

from tests.spc.told_again import Language

HELD_OUT = {
    "English": Language(
        (
            (
                "Cold room door in the canteen does not close. The seal is torn and the temperature rises overnight.",
                "Fridge too warm again in the morning: the rubber seal of the cold room is torn, the door stays ajar.",
            ),
            (
                "Parcels delivered to the old address of the customer. The move had not been entered in the system.",
                "Customer moved in May, but three parcels still went to the former address because nobody updated it.",
            ),
        ),
        (
            "Dishwasher in the canteen leaves stains on glasses.",
            "Parcel scanner cannot read wet barcodes.",
            "Customer complains about a rude driver at the gate.",
            "Heating in the office fails on Mondays.",
        ),
    ),
    "German": Language(
        (
            (
                "Kühlraumtür in der Kantine schließt nicht. Die Dichtung ist "
                "gerissen, über Nacht steigt die Temperatur.",
                "Kühlschranktemperatur morgens wieder zu hoch: Gummidichtung des Kühlraums "
                "gerissen, die Tür bleibt einen Spalt offen.",
            ),
            (
                "Pakete an die alte Adresse des Kunden geliefert. Der Umzug war nicht im System eingetragen.",
                "Kunde ist im Mai umgezogen, drei Paketsendungen gingen trotzdem an die frühere "
                "Kundenadresse, weil niemand sie geändert hat.",
            ),
        ),
        (
            "Spülmaschine in der Kantine hinterlässt Flecken auf den Gläsern.",
            "Paketscanner liest nasse Strichcodes nicht.",
            "Kunde beschwert sich über einen unhöflichen Fahrer am Tor.",
            "Heizung im Büro fällt montags aus.",
        ),
    ),
    "Finnish": Language(
        (
            (
                "Ruokalan kylmähuoneen ovi ei sulkeudu. Tiiviste on repeytynyt ja lämpötila nousee yöllä.",
                "Kylmiö oli aamulla taas liian lämmin: kylmähuoneen kumitiivisteessä on repeämä, ovi jää raolleen.",
            ),
            (
                "Paketit toimitettiin asiakkaan vanhaan osoitteeseen. Muuttoa ei ollut kirjattu järjestelmään.",
                "Asiakas muutti toukokuussa, mutta kolme pakettia meni silti entiseen "
                "osoitteeseen, koska kukaan ei päivittänyt sitä.",
            ),
        ),
        (
            "Ruokalan astianpesukone jättää laseihin tahroja.",
            "Pakettiskanneri ei lue märkiä viivakoodeja.",
            "Asiakas valittaa töykeästä kuljettajasta portilla.",
            "Toimiston lämmitys ei toimi maanantaisin.",
        ),
    ),
    "Spanish": Language(
        (
            (
                "La puerta de la cámara fría del comedor no cierra. La junta está "
                "rota y la temperatura sube por la noche.",
                "Cámara demasiado caliente otra vez por la mañana: la junta de goma "
                "está rota y la puerta queda entreabierta.",
            ),
            (
                "Paquetes entregados en la dirección antigua del cliente. La "
                "mudanza no se había registrado en el sistema.",
                "El cliente se mudó en mayo, pero tres paquetes fueron aún a su "
                "dirección anterior porque nadie la actualizó.",
            ),
        ),
        (
            "El lavavajillas del comedor deja manchas en los vasos.",
            "El escáner de paquetes no lee códigos mojados.",
            "Un cliente se queja de un conductor maleducado en la puerta.",
            "La calefacción de la oficina falla los lunes.",
        ),
    ),
    "Turkish": Language(
        (
            (
                "Yemekhanedeki soğuk odanın kapısı kapanmıyor. Conta yırtılmış, gece sıcaklık yükseliyor.",
                "Soğuk oda sabah yine fazla sıcaktı: kapının lastik contası yırtık, kapı aralık kalıyor.",
            ),
            (
                "Paketler müşterinin eski adresine teslim edildi. Taşınma sisteme girilmemişti.",
                "Müşteri mayısta taşındı, ama kimse adresini güncellemediği için üç paket yine önceki adrese gitti.",
            ),
        ),
        (
            "Yemekhanedeki bulaşık makinesi bardaklarda leke bırakıyor.",
            "Paket tarayıcısı ıslak barkodları okumuyor.",
            "Müşteri kapıdaki kaba sürücüden şikâyetçi.",
            "Ofisin ısıtması pazartesileri çalışmıyor.",
        ),
    ),
    "Chinese": Language(
        (
            ("食堂冷库的门关不上。密封条破了，夜里温度上升。", "早上冷库温度又过高：橡胶密封条破裂，门留有缝隙。"),
            ("包裹送到了客户的旧地址。搬家没有录入系统。", "客户五月搬了家，因为没人更新，三个包裹仍寄往原来的地址。"),
        ),
        (
            "食堂洗碗机在杯子上留下污渍。",
            "包裹扫描器读不了潮湿的条码。",
            "客户投诉门口的司机态度粗鲁。",
            "办公室暖气每逢周一失灵。",
        ),
    ),
    "Japanese": Language(
        (
            (
                "食堂の冷蔵室の扉が閉まらない。パッキンが破れて夜の間に温度が上がる。",
                "朝また冷蔵室の温度が高すぎた。扉のゴムパッキンが裂けて、少し開いたままになる。",
            ),
            (
                "荷物が顧客の旧住所に配達された。引っ越しがシステムに登録されていなかった。",
                "顧客は五月に引っ越したが、誰も住所を更新せず、荷物三個がまだ前の住所に送られた。",
            ),
        ),
        (
            "食堂の食洗機でグラスに汚れが残る。",
            "荷物スキャナーが濡れたバーコードを読めない。",
            "門での運転手の態度が悪いと顧客から苦情。",
            "事務所の暖房が月曜に動かない。",
        ),
    ),
    "Arabic": Language(
        (
            (
                "باب غرفة التبريد في المطعم لا يُغلق. الحشوة ممزقة والحرارة ترتفع ليلًا.",
                "غرفة التبريد دافئة جدًا صباحًا مرة أخرى: حشوة الباب المطاطية ممزقة ويبقى الباب مواربًا.",
            ),
            (
                "سُلمت الطرود إلى العنوان القديم للعميل. لم يُسجل الانتقال في النظام.",
                "انتقل العميل في مايو، لكن ثلاثة طرود ذهبت إلى عنوانه السابق لأن أحدًا لم يحدّثه.",
            ),
        ),
        (
            "غسالة الصحون في المطعم تترك بقعًا على الكؤوس.",
            "ماسح الطرود لا يقرأ الرموز المبللة.",
            "عميل يشتكي من سائق فظ عند البوابة.",
            "تدفئة المكتب تتعطل أيام الاثنين.",
        ),
    ),
}
