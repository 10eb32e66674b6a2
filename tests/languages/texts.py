"""Small articles in several languages, written for these tests, as a text dump with hard wraps holds them.

Each is clean but for its line ends: whatever a rule changes in one beside layout is harm. They hold what
English rules could stumble over: words that are English words too, capitals inside sentences, abbreviations
with stops, spaces before signs, quotation marks of their own.
"""

from __future__ import annotations

from textwrap import wrap

ARTICLES: dict[str, tuple[str, ...]] = {
    "de": (
        "Was an den Rändern steht",
        "Zusammenfassung",
        "Der Aufsatz fragt, was die Setzer an den Rändern alter Bogen vermerkten, und zeigt, dass man damit"
        " Auflagen unterscheiden kann.",
        "Schlüsselwörter: Buchdruck, Ränder, Auflagen",
        "Einleitung",
        "Wer heute einen alten Bogen in der Hand hält, der sieht zuerst den Text und dann die Ränder. Die"
        " Arbeiter haben dort notiert, was sie im Laufe des Tages noch zu tun hatten, z.B. welche Seiten neu"
        " zu setzen waren; d.h. die Ränder sind ein Tagebuch. Niemand fing damit an, weil er Geschichte"
        " schreiben wollte. Die Notizen war man gewohnt, und so blieben sie bis zum Ende der Werkstatt im"
        " Gebrauch, also über die Jahre 1780 bis 1830 hinweg.",
        "Der Nord-Süd-Handel brachte Papier aus beiden Richtungen. Das dünne Papier hieß „Postpapier“, das"
        " dicke „Kanzleipapier“, und der Preis hing davon ab, in welchem Monat es ankam. Am Ende war das"
        " Papier der Grund, warum man so wenige Bogen im Haus behalten hat und warum die Ränder so selten"
        " geblieben sind.",
    ),
    "fr": (
        "Ce que disent les marges",
        "Résumé",
        "L’article demande ce que les compositeurs notaient dans les marges des vieilles feuilles, et montre"
        " que l’on peut ainsi distinguer les tirages.",
        "Mots-clés : imprimerie, marges, tirages",
        "Introduction",
        "Celui qui tient aujourd’hui une vieille feuille voit d’abord le texte, puis les marges. Les ouvriers"
        " y notaient ce qu’il restait à faire dans la journée : les pages à composer de nouveau ; les lignes"
        " à reprendre. « C’est un journal », disait l’un d’eux, et il n’avait pas tort. On a gardé ces notes"
        " par habitude, et non pour l’histoire ; elles sont restées en usage jusqu’à la fin de l’atelier,"
        " c.-à-d. de 1780 à 1830 environ.",
        "Le papier venait de deux côtés, et son prix dépendait du mois de son arrivée. Le papier fin coûtait"
        " plus cher ; le papier épais restait pour les registres. A la fin, le papier fut la raison pour"
        " laquelle on a gardé si peu de feuilles, et pour laquelle les marges sont si rares.",
    ),
    "es": (
        "Lo que dicen los márgenes",
        "Resumen",
        "El artículo pregunta qué anotaban los cajistas en los márgenes de las hojas viejas y muestra que así"
        " se pueden distinguir las tiradas.",
        "Palabras clave: imprenta, márgenes, tiradas",
        "Introducción",
        "Quien hoy tiene una hoja vieja en la mano ve primero el texto y después los márgenes. Los obreros"
        " apuntaban allí lo que quedaba por hacer durante el día: las páginas que se debían componer de"
        " nuevo, las líneas que faltaban. ¿Era un diario? Lo era, aunque nadie lo pensara así. Las notas se"
        " hacían por costumbre y no por la historia, y siguieron en uso hasta el final del taller, es decir,"
        " de 1780 a 1830, más o menos.",
        "El papel venía de dos lados y su precio dependía del mes en que llegaba. El papel fino era más caro;"
        " el grueso se guardaba para los registros. Al final, el papel fue la razón de que se guardaran tan"
        " pocas hojas y de que los márgenes sean hoy tan raros en los archivos.",
    ),
    "pt": (
        "O que dizem as margens",
        "Resumo",
        "O artigo pergunta o que os tipógrafos anotavam nas margens das folhas antigas e mostra que assim se"
        " podem distinguir as tiragens.",
        "Palavras-chave: imprensa, margens, tiragens",
        "Introdução",
        "Quem hoje tem uma folha antiga na mão vê primeiro o texto e depois as margens. Os operários"
        " apontavam ali o que faltava fazer durante o dia: as páginas que se deviam compor de novo, as linhas"
        " que faltavam. Era um diário, ainda que ninguém o pensasse assim. As notas faziam-se por hábito e"
        " não pela história, e continuaram em uso até ao fim da oficina, isto é, de 1780 a 1830, mais ou"
        " menos.",
        "O papel vinha de dois lados e o seu preço dependia do mês em que chegava. O papel fino era mais"
        " caro; o grosso guardava-se para os registos. No fim, o papel foi a razão de se guardarem tão poucas"
        " folhas e de as margens serem hoje tão raras nos arquivos.",
    ),
    "tr": (
        "Kenar notlarının anlattığı",
        "Özet",
        "Bu yazı, dizgicilerin eski yaprakların kenarlarına ne yazdığını soruyor ve baskıların böylece ayırt"
        " edilebildiğini gösteriyor.",
        "Anahtar kelimeler: basım, kenar notları, baskılar",
        "Giriş",
        "Bugün eski bir yaprağı eline alan kişi önce metni, sonra kenarları görür. İşçiler oraya gün içinde"
        " yapılacak işleri yazarlardı; hangi sayfalar yeniden dizilecek, hangi satırlar eksik kalmış gibi."
        " Bunu tarih için değil, alışkanlıktan yaparlardı ve bu notlar atölyenin sonuna kadar, yani 1780 ile"
        " 1830 arasında, hep kullanıldı. İstanbul'a gelen kâğıdın bir kısmı da böyle yazılmıştır.",
        "Kâğıt iki yönden gelirdi ve fiyatı geldiği aya göre değişirdi. İnce kâğıt daha pahalıydı; kalın"
        " kâğıt ise kayıtlar için saklanırdı. Sonunda bu kadar az yaprağın saklanmasının ve kenar notlarının"
        " bugün bu kadar az bulunmasının nedeni de yine kâğıt olmuştur.",
    ),
}

# A word cut by the printer, a compound that keeps its hyphen: (head, tail, whole) in running text.
CUTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "de": (("Zusam", "menhang", "Zusammenhang"), ("Geschich", "te", "Geschichte")),
    "fr": (("impor", "tance", "importance"), ("développe", "ment", "développement")),
    "es": (("impor", "tancia", "importancia"), ("desarro", "llo", "desarrollo")),
    "pt": (("impor", "tância", "importância"), ("desenvolvi", "mento", "desenvolvimento")),
    "tr": (("edebi", "yat", "edebiyat"), ("gelişme", "ler", "gelişmeler")),
}

ARABIC = (
    "كان العمال يكتبون في الهوامش ما بقي عليهم من عمل في ذلك اليوم، ولم يكن ذلك من أجل التاريخ بل عادة من"
    " العادات التي بقيت إلى نهاية الورشة.",
    "وكان الورق يأتي من جهتين، وسعره يتغير مع الشهر الذي يصل فيه، وكان الرقيق أغلى من السميك الذي كان يحفظ"
    " للسجلات.",
)
HEBREW = (
    "הפועלים היו רושמים בשוליים את מה שנותר להם לעשות באותו יום, ולא למען ההיסטוריה אלא מתוך הרגל שנשאר"
    " עד סוף ימיו של בית המלאכה.",
    "הנייר היה מגיע משני כיוונים, ומחירו השתנה עם החודש שבו הגיע; הדק היה יקר יותר מן העבה.",
)
JAPANESE = (
    "職人たちはその日のうちに残った仕事を欄外に書き留めていた。それは歴史のためではなく、習慣としてのことであり、"
    "工房の終わりまで続けられた。",
    "紙は二つの方向から届き、その値段は届いた月によって変わった。薄い紙は厚い紙よりも高く、厚い紙は帳簿のために"
    "取っておかれた。",
)


def dump(blocks: tuple[str, ...], width: int = 66) -> str:
    """Blocks wrapped as a dump has them, a blank line between."""
    return "\n\n".join("\n".join(wrap(block, width, break_on_hyphens=False)) for block in blocks) + "\n"
