"""
The words that stand around names in bylines, and those that stand in their place: one table for each question.

A role before a name and a service behind an agency's name: as outlets' parsers know them, fundus (MIT), read 2026-11.
"""

from __future__ import annotations

import re

# what comes before the name, in the languages that say it
BY = re.compile(
    r"^\W*(?:(?:(?:an? )?(?:written|posted|published|reported|story|stories|words|text|interview|reporting|analysis"
    r"|opinion|commentary|comment|review|essay|column|report|article|feature|contributed|compiled|guest post)"
    r"(?: and (?:photos|photography|pictures|video))? |)by:?|a cura di|professor)\s+"
    r"|^\W*(?:(?:eine? \w+|kommentar|analyse|essay|interview|gastbeitrag|text|bericht|kolumne|glosse) )?von\s+"
    r"|^\W*(?:(?:propos recueillis|texte|récit|analyse|écrit|publié|rédigé) )?par(?:\s?:)?\s+"
    r"|^\W*(?:(?:escrito|publicado|redactado|texto) )?por:?\s+"
    r"|^\W*(?:text|tekst|texte?|testo|texto|words)\s(?:und|and|og|och|en|et|i|y|e|&|/)\s\w{4,12}(?:\s?:|\sd[ei]\s)\s*"
    r"|^\W*nga\s+(?=\S+\s+\S)|^\W*(?:door|a[fv]|oleh|írta|piše|durch|tác giả|του|της|tekst|texte|بقلم|كتبت?|מאת)\s+"
    r"|^\W*(?:беседова|подготови|записа|розмовля|підготува)л[аи]?в?\s+"
    r"|^\W*(?:geschrieben|verfasst|veröffentlicht|gespeichert) von\s+|^\W*(?:scritto|pubblicato) da\s+"
    r"|^\W*(?:geschreven door|skrevet a[fv]|skriven av|firmado por|napisała?)\s+"
    r"|^\W*di\s+(?=\S+\s+\S)"  # "Di Wu" is a whole name
    r"|^\W*(?:by|words|von|par|por|oleh|penulis|muhabir|yazan|írta|szerző|piše|автор[ыи]?|текст"
    r"|autor(?:[/:*_]?in(?:nen)?|en|a|e|es|s|ius|ė|i|ul)?|tekijä|höf(?:undur|\.)|yazar|müəllif|ავტორი|հեղինակ|συντάκτης"
    r"|authors?|auteurs?|texte?|tekst|texto|testo|forfatter|skribent|haber|interview|reporter(?:in)?|redakteur(?:in)?"
    r"|pewarta|kontributor|protokoll|leírta|tác giả|ผู้เขียน|লেখক|लेखक|کاتب|نویسنده|opracował[ai]?|rozmawiał[ai]?"
    r"|a[fv]|door|analysis|analyse|kommentar|commentary|opinion|כתבה|إعداد|تحرير|كتبت?|کتب)(?:\s*:|\s+[-–—])\s*"
    r"|^\W*oprac\.\s+|^\W*aus \w+ berichtet\s+|^\W*dal(?:la)? nostr[oa] (?:inviat|corrispondent)[oae]\s+"
    r"|^\W*(?:作者|撰文|(?:取材・)?文)\s*[:：/／・]\s*|^\W*[\u4e00-\u9fff]{0,8}(?:(?:記者|记者)[:：\s]*|(?:編集|論説)委員[・\s])",
    re.IGNORECASE,
)
# how a byline begins that no attribute marks
SAID_BY = re.compile(
    r"\s*(?=[abdefimoprstvwíат作撰文])"  # what all of these begin with: most texts need no further look
    r"(?:(?:(?:written|posted|words|story|interview|reporting|analysis) )?by"
    r"|this (?:article|post|piece|story|column|commentary|essay|op-ed|report) (?:was|is) (?:originally )?written by"
    r"|von(?!\s.*\s(?:zum|zur|bis)\s)"
    r"|por|par|door|av|af|oleh|escrito por"
    r"|(?:(?:posted |words |story )?by|von|por|par|tekst|forfatter):(?=\s+\S)"  # a bare "By:" may be any list's
    r"|(?:written by|authors?|autor(?:[/:*_]?in(?:nen)?|a|e|en|es)?|auteurs?|texte?|texto|testo"
    r"|penulis|muhabir|szerző|írta|piše"
    r"|автори?|текст|作者|撰文|文)\s?[:：])(?=\s|\Z|(?<=：))",
    re.IGNORECASE,
)
# what stands for "By" in an element of its own
LABEL = re.compile(r"\s*(?:author|autor(?:[/:*_]?in)?|auteur)s?\s*:?\s*", re.IGNORECASE)
# who did something else to the page than write it
OTHER_ROLE = re.compile(
    r"\b(?:updated|edited|curated|produced|vetted|checked|translated"
    r"|illustrat(?:ed|ions?)|photos?|photograph(?:ed|s|y)?) by\b"
    r"|\b(?:photos?|fotos?|bilder) (?:von|par|de|di|door|av)\b"
    r"|\b(?:photos?|fotos?|editing|redigering|translation|übersetzung|traducción|traduction)\s?:",
    re.IGNORECASE,
)
REVIEWED = re.compile(r"\b(?:medically |fact.)?(?:reviewed|checked) by\b", re.IGNORECASE)
OTHERS = re.compile(f"{OTHER_ROLE.pattern}|{REVIEWED.pattern}", re.IGNORECASE)
# "Example-Online-Redakteurin Ada Holm": a role before the name, often with the outlet's
CALLED_BEFORE = re.compile(
    r"^(?:(?:unsere[mnr]|onze)\s)?(?:[\w.]{1,20}-){0,3}(?:(?:chef|gast)?(?:redakteur|autor)|reporter|korrespondent|journalist"
    r"|volontär|staff writer|correspondent|corresponsal|corrispondente|muhabiri|mitarbeiter|toimittaja|penulis"
    r"|корреспондент|кореспондент|журналист|журналіст|обозреватель)(?:in|ка)?"
    r"\s+(?=[^\W\d_]\S*\s+[^\W\d_])",
    re.IGNORECASE,
)
# a role that stands behind a name, in Korean with the desk's name between them or before both
CALLED = re.compile(
    r"(?:\s+\S{1,8})?\s+(?:칼럼니스트|평론가|변호사|연구원|아나운서|앵커)\s*$"
    r"|(?:\s+\S{1,6}부)?\s*(?:(?:선임|인턴|수습|객원|전문)?\s?기자|특파원|논설위원|記者|特派員|记者|编辑|通讯员)\s*$"
)
DESK_BEFORE = re.compile(
    r"^\S{1,6}부\s+(?=[\uac00-\ud7a3]{2,4}$)|^[\uac00-\ud7a3]{2,6}=(?=[\uac00-\ud7a3]{2,4}\b)"
    r"|^\S{1,8}(?:支局|総局|本社|[\u4e00-\u9fff]部)長?\s+(?=[\u4e00-\u9fff]{2,5}$)|^[\u30a1-\u30fc]{2,10}(?=[\u4e00-\u9fff]{3,5}$)"
)
# behind a name from where it was sent: "王小明台北報導"
SENT = re.compile(
    r"^([\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,3}(?:\d{1,2}日)?(?:[綜综]合|專|专)?(?:[電电]|[報报][導导道])$"
)
SENT_FROM = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:[綜综]合|專|专)?(?:[電电]|[報报][導导道])$")
AFTER = re.compile(
    r"\s*(?:[(\[<／](?!\w\.?\w\.?\)\s|[“\"]?\w{2,12}[”\"]?\)\s[A-Z])|\s[-–—]\s|@|\|"
    r"|\b(?:in|für|for|at|aus|reports?|[Rr]eporting from|[Uu]pdated|[Pp]ublished|contributed|contributor|"
    r"is an?|posted|on)\b\s(?=[A-Z\d(]|an?\b)|(?<=\S)\s+(?:on|at|in|am|um|vom|le|el|il|op)$"
    r"|\bFor\s(?=The\b|Mail|\S+\.\S)"
    r"|\s(?:\d{1,2}[./ ]\s?\w{1,12}[./ ]\s?(?:19|20)\d\d|(?:19|20)\d\d[-./年]\d|[A-Z][a-z]{2,8}\.? \d{1,2}$)).*$",
)
# "Ann Lee Berlin correspondent": a beat with no comma before it, told by the role's small letter
BEAT = re.compile(
    r"^(\S+ (?![A-Z]{2,4} )[^\W\d_]\S*)(?: [^\W\d_]\S*){1,3} (?:correspondent|editor|reporter|columnist|writer)$"
)
# who edits, as a body, in the languages that outlets sign in
_EDITORS = (
    r"\w*redaktion(?:en)?|reda[kc][cțs]\w{1,5}|rédaction|redação|redazione|redactie|редакци[яи]|редакція|szerkesztőség"
    r"|uredništvo|ritstjórn|toimitus|haber merkezi|yazı işleri|σύνταξη"
)
ROLE = re.compile(
    r"\b(?:staff|editors?|editorial|newsroom|correspondent|reporters?|writers?|columnist|producer|"
    rf"{_EDITORS}|\w*desk|agency|agencies|agences?|agencia|bureau|team|"
    r"admin(?:istrator)?|webmaster|press|news|media|magazine|times|post|journal|online|service|services|"
    r"contributors?|guest|analyst|professor|director|fellow|president|associated|reuters|afp|dpa|ap|upi|bloomberg|"
    r"redakteur(?:in)?|chef(?:redakteur)?|journalist(?:e|in|s|en)?|korrespondent(?:in)?|reporterin|corresponsal|"
    r"correspondante?|corrispondente|redactora?|redattore|redattrice|giornalista|periodista|jornalista|enviad[ao]|"
    r"envoy[ée]e?s?|bbc|cnn|cbs|nbc|npr|pbs|user|author|unknown|anonymous|none|null|undefined|editorial board|"
    r"www|https?|com|org|inc|ltd|gmbh|company|board|"
    r"department|institute|university|center|centre|foundation|council|network|intern|freelance|photographer|senior|"
    r"chief|deputy|managing|executive|assistant|special|political|foreign|diplomatic|economics|science|health|"
    r"sports?|politics|business|world|opinion|агентство|новости|privacy|policy|sign|written|conditions|"
    r"terms|login|cookies?|expert|founder|attorney|lawyer|reviewed|follow|share|contact|read more|view all|type|"
    r"text size|forum|international|official|updated|related|topics?|considered|getty|images|"
    r"(?:first|last|full|your) name)\b|^the\b|['’]s\s",
    re.IGNORECASE,
)
# "Ada Holm Reuters": whom somebody writes for, with nothing between
GLUED = re.compile(
    r"^([^\s.]+(?: \S+){1,3}?)(?:(?<=[^\W\d_]{4})\. [A-Z].*"  # "Ada Holm. The Example"
    r"| (?:Reuters|Bloomberg|Associated Press|Agence France.Presse|AFP|AP|DPA|dpa|EFE|ANSA|UPI|TASS"
    r"|CNN(?: Business)?|(?:BBC|NBC|CBS|ABC|Fox)(?: News| Sport)?|NPR))$"
)
# "Ann Lee Senior Political Correspondent": a role of several words with no comma before it, told by a rank or a field;
# without one, "White House Correspondent" and "Middle East Editor" would be persons
TITLED = re.compile(
    r"^((?!(?:North|South|East|West|Middle|Latin|White|Central|Home)\b)[^\W\d_]\S*"
    r"(?: (?:[a-z]\.|van|von|de[rnl]?|da|di))* (?!(?-i:[A-Z]{2,4}) )[^\W\d_]\S*)"
    r"(?: (?:senior|chief|deputy|associate|staff|special|political|politics|foreign|diplomatic|national|international"
    r"|opinion|economics|business|defen[cs]e|security|science|health|sports?|guest|freelance)){1,3}"
    r" (?:(?:affairs|policy) )?(?:correspondent|reporter|writer|columnist|editor|journalist|analyst|contributor)$",
    re.IGNORECASE,
)
# "HARBOUR - Ada Holm": the dateline's place, in capitals
DATELINE = re.compile(r"^[^\W\d_a-z]{4,20} [-–—] (?=[^\W\d_]\S* [^\W\d_])")
# from where a correspondent reports: names of two words that could be a person's
PLACE = re.compile(
    r"(?:New|Nueva|Nova|Nowy|Nuova) (?:York|Delhi|Orleans|Jersey|Mexico)|Los Angeles"
    r"|San (?:Francisco|Diego|José|Juan|Salvador)"
    r"|(?:St\.?|Saint|Sankt) (?:Louis|Petersburg)|Las Vegas|Tel[ -]Aviv|Hong[ -]Kong|Buenos Aires|São Paulo|Sao Paulo"
    r"|Rio de Janeiro|(?:Mexico|Kuwait|Panama|Quezon) City|Ciudad de México|Kuala Lumpur|Cape Town|Abu Dhabi"
    r"|Addis (?:Ababa|Abeba)|Palma de Mallorca|Den Haag|The Hague|La Haye|La Haya|La Paz|Phnom Penh|Ho Chi Minh City"
    r"|Port-au-Prince|Santo Domingo|(?:North|South|East|West) (?:Korea|Africa|Carolina|Dakota|Bank)"
    r"|United (?:States|Kingdom|Nations)|Sri Lanka|Reino Unido|Estados Unidos|États-Unis",
    re.IGNORECASE,
)
# agencies by their codes, which may also be initials and so must stand alone, and by their names
AGENCY = re.compile(
    r"(?:AFP|APA?|UPI|PA|CP|EFE|ANSA|DPA|SDA|KNA|EPD|SID|OTS|BELGA|ANP|NTB|TT|STT|BNS|LETA|ELTA|PAP|ČTK|CTK|TASR|SITA"
    r"|MTI|BTA|BGNES|HINA|STA|FENA|AGERPRES|MEDIAFAX|TANJUG|BETA|MIA|AA|DHA|İHA|IHA|ANKA|TASS|PTI|IANS|ANI|UNI|APP|BSS"
    r"|CNA|VNA|TTXVN|AAP|RNZ|LUSA|TELAM|TÉLAM|XINHUA|YONHAP|KYODO|JIJI|ANTARA|BERNAMA|РИА|ТАСС|УНИАН|УНІАН|AGI|ATS)"
    r"(?:[-/][A-Z]{2,7})?"  # a service, a region or a second agency
    r"|.{0,40}\b(?:Reuters|Bloomberg|Associated Press|Agence France.Presse|Europa Press|Press Association|PA Media"
    r"|Canadian Press|Australian Associated|Ritzaus?(?: Bureau)?|Anadolu(?: Ajansı| Agency)?|Ajansı|Folhapress"
    r"|Estadão Conteúdo|Agência Brasil|Agencia EFE|Adnkronos|Keystone.SDA|Press Trust of India|Xinhua|Yonhap|Kyodo"
    r"|Jiji Press|Interfax|Интерфакс|Ukrinform|Укрінформ|Notimex|Tanjug)\b.{0,20}"
    r"|.{0,8}(?:共同通信|時事通信|時事|新華社|新华社|中央社|연합뉴스|뉴시스|뉴스1).{0,8}",
    re.IGNORECASE,
)
ANONYMOUS = re.compile(
    r"\b(?:staff|newsroom|team|\w*desk|admin(?:istrator)?|webmaster|unknown|anonymous|none|null|undefined|"
    rf"editors?|editorial|reporters?|writers?|{_EDITORS}|guest|contributors?|user|author|default)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(r"\b(?:GmbH|AG|Inc|Ltd|LLC|LLP|PLC|Pvt|Corp|Co|S\.?[AL]|S\.?p\.?A|B\.?V|Verlag)\.?$")
# desks, in scripts without capitals
DESK = re.compile(
    r"প্রতিবেদক|ডেস্ক|डेस्क|संवाददाता|ब्यूरो|(?:^|\s)टीम$|هيئة|تحرير|^مراسل|وكالات|(?:^|\s)מערכת|(?:^|\s)הדסק"
    r"|편집[국부]|뉴스팀|취재팀|デスク|取材班|[編编][集輯辑][部局]|กองบรรณาธิการ|რედაქცია|խմբագր"
)
# words of pages, not of names, in the scripts that write both without spaces
PAGE_WORD = re.compile(
    r"[责責]任|[编編][辑輯集]|[来來]源|版[权權]|[声聲]明|[转轉][载載]|[复複]制|[链鏈]接|返回|查看|更多|相[关關]|文章|授[权權]|[关關]注"
    r"|[简簡]介|行情|收藏|[评評][论論]|[举舉][报報]|未知|匿名|[网網][络絡友]|整理|[资資][讯訊]|[综綜]合|首[页頁]|[栏欄]目|作者|[时時][间間]"
    r"|分享|登[录錄]|[总總]|[点點][击擊]|[当當]前|位置|[浏瀏][览覽]|[阅閱][读讀]|[发發][布表]|日期|推[荐薦]|[热熱][门門]|下[载載]|[广廣]告"
    r"|記事|関連|一覧|写真|기사입력|기사보기|더보기|구독|댓글"
)
BUTTON = re.compile(
    r"\b(?:follow|share|contact|more|view|all|posts?|articles?|stories|sign|log ?in|subscribe|e-?mail|profile|bio|"
    r"website|linkedin|facebook|twitter|comments?|topics?|date|updated|published|mehr|folgen|teilen|abonnieren|artikel|"
    r"suivre|partager|seguir|compartir|segui|altro|więcej|följ|takip|подписаться|читать|ещё)\b"
    r"|^(?:news|blogs?|opinion|business|sports?|(?:\w+ )?by)$",
    re.IGNORECASE,
)
