"""
The words of page chrome, in the languages of the larger web.

Each table answers one question about one line. Every expression is anchored or made of plain alternatives with
bounded gaps, and is asked of lines of at most MAX_LINE characters: matching is linear in the line.
"""

from __future__ import annotations

import re

MAX_LINE = 400  # characters; a longer line is prose to these tables


def _table(*lines: str, whole: bool = False, anywhere: bool = False) -> re.Pattern[str]:
    joined = "|".join(lines)
    if whole:
        return re.compile(rf"(?:{joined})\s{{0,3}}[:!.…›»>]{{0,3}}\Z", re.IGNORECASE)
    return re.compile(joined if anywhere else rf"(?:{joined})", re.IGNORECASE)


# A heading after which a page lists other things than its article.
TAIL_HEADING = _table(
    r"(?:(?:\d{1,4}|view|read|show|see|leave|post|add|write|load|all|no|your) )?(?:a |all |more |"
    r"the )?(?:comments?|reply|replies)(?: ?\(\d{1,5}\))?",
    r"related(?: (?:stor(?:y|ies)|articles?|publications?|content|news|posts?|topics?|reading|links|coverage|"
    r"items|videos?))?",
    r"(?:the )?(?:latest|recent|top|breaking|trending|popular|other|featured)(?: \w{2,12})? (?:news|stories|"
    r"headlines|articles|posts|videos|publications|reads)(?: (?:on|from|in) .{2,40})?",
    r"more (?:from|in|by|like|stories|news|articles|coverage|headlines)(?: .{2,60})?",
    r"(?:view|see|show) (?:all|more) .{2,40}",
    r"(?:the )?most (?:read|popular|viewed|recent|shared|commented)(?: .{2,40})?",
    r"you (?:may|might|could|will|'ll) (?:also )?(?:like|enjoy|be interested in|love)(?: .{2,40})?",
    r"recommended(?: (?:for you|stories|reading|articles|by .{2,30}))?|(?:what to )?(?:read|watch|up) next",
    r"explore further|(?:our|editor.?s.?|staff) picks?|trending(?: now)?",
    r"join the (?:conversation|discussion|debate)|have your say|tell us what you think",
    r"share this(?: \w{3,12})?|about the authors?|tags|filed under|sponsored(?: content)?|from our partners",
    r"(?:from )?around the web|promoted",
    r"(?:sign ?up|subscribe|register|log ?in|sign ?in|join)(?: now)? (?:to|and) (?:continue|read|keep|unlock|"
    r"access)(?: .{2,60})?",
    r"(?:to )?(?:continue|keep) reading(?:,? .{2,60})?|enjoying our latest content\?|something to consider",
    r"ähnliche(?: (?:artikel|beiträge|themen))?|auch interessant|mehr (?:zum thema|aus .{2,30})|zum thema",
    r"meistgelesen(?:e .{2,20})?|das könnte (?:sie|dich|euch)(?: auch)?(?: interessieren)?",
    r"weitere (?:artikel|nachrichten|themen|meldungen|beiträge)(?: .{2,40})?|lesen sie (?:auch|mehr|hier mehr)",
    r"kommentare(?: \(\d{1,5}\))?|über (?:den|die) autor(?:in|en)?|infos zum zitiervorschlag",
    r"wie hat ihnen dieser artikel gefallen\?|mehr über|das beste aus .{2,40}|neueste artikel",
    r"(?:à )?lire aussi|à lire (?:également|ensuite)|sur le même (?:sujet|thème)|les plus lus|voir aussi",
    r"commentaires|articles (?:liés|similaires)|dans la même rubrique|(?:te )?puede interesar(?:te)?",
    r"noticias relacionadas|artículos relacionados|más noticias|lo más (?:leído|visto)|comentarios|lea también",
    r"relacionad[oa]s|archivado en|más información|leggi anche|articoli correlati|ultime notizie",
    r"potrebbe(?:ro)? interessarti(?: anche)?|ti potrebbe interessare|commenti|i più letti",
    r"leia (?:também|mais)|notícias relacionadas|(?:as )?mais lidas|veja também|comentários|últimas notícias",
    r"saiba mais|lees ook|meer over .{2,30}|gerelateerd(?:e .{2,20})?|meest gelezen|reacties",
    r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|powiązane(?: .{2,20})?",
    r"najczęściej czytane|komentarze|läs (?:också|mer|även)|læs også|les også|mest (?:læste|lästa|lest)",
    r"kommentarer|relaterade artiklar|lue myös|čtěte (?:také|dále)|související(?: .{2,20})?",
    r"mohlo by vás zajímat|komentáře|ilgili haberler|olvasta már\??|kapcsolódó cikkek|читайте (?:также|ещё)",
    r"(?:материалы )?по теме|похожие .{2,20}|комментарии|смотрите также|последние новости|читайте також|関連記事",
    r"関連ニュース|あわせて読みたい|관련 ?기사|주요 ?뉴스|.{2,20} 주요뉴스|相关阅读|延伸阅读|相关新闻|اقرأ أيضا",
    whole=True,
)

# A heading inside the article over links to others; the article goes on below them.
LIST_HEADING = _table(
    r"don.?t miss|read more|more on this(?: story| topic)?|see also|watch|recommended videos?",
    r"in this (?:article|story)|on the same topic|auch interessant|mehr zum thema|lesen sie auch|lire aussi",
    r"leggi anche|leia também|lees ook|te puede interesar|читайте также|what to know about .{4,60}",
    whole=True,
)

# A line inside the article that sends the reader to another one.
POINTER = _table(
    r"(?:also )?(?:read|see|watch|listen|explore|more)(?: (?:more|also|next|now|here|on this))?"
    r"\s{0,2}(?:[:>»|]|\b(?:—|–)\s)",
    r"(?:related|don.?t miss|recommended|just in|in case you missed it|must read|up next|read also|"
    r"also on \S{2,30})\s{0,2}(?::|\s(?:—|–)\s|\b)(?=.{8,})(?!to\b|is\b|are\b|by\b|in\b|by\b)(?<=:)",
    r"(?:read|see|watch|explore) more (?:about|on|at|from|here|of|stories)\b.{0,160}\Z",
    r"for more (?:stories|on this|news|coverage|from)\b.{0,200}\Z",
    r"(?:lesen sie|lies|mehr dazu|mehr zum thema|lesetipp|auch interessant|siehe auch|zum thema|"
    r"hintergrund)(?: (?:auch|hier|dazu|mehr))?\s{0,2}[:|»]",
    r"(?:à )?lire aussi|à lire également|lire (?:plus|la suite)|voir aussi\b",
    r"(?:lea|lee|leer|ver) (?:también|más)\b|te puede interesar|más información\s{0,2}:|leggi anche",
    r"leia (?:também|mais)|veja também|saiba mais|lees ook|czytaj (?:też|także|również|więcej)",
    r"zobacz (?:też|także|również)|läs (?:också|mer|även)|læs også|les også|čtěte (?:také|dále)|lue myös",
    r"читайте также|смотрите также|читайте на эту тему|материалы по теме|olvasta már|devamını oku",
)

# Offers, notices and controls: never a sentence of the article. Asked at the start of a line.
OFFER_START = _table(
    r"(?:please )?(?:sign|signing) up (?:here|now|today|for|to|below)\b",
    r"(?:please )?subscribe\b(?! to the (?:view|idea|theory|notion))|register (?:here|now|today|for free)\b",
    r"click here\b|download (?:the|our)\b.{0,30}\bapp",
    r"get (?:the|our|your|all your)\b.{0,60}\b(?:app|newsletter|inbox|in one place|delivered|top headlines|"
    r"top stories)\b",
    r"become an? (?:member|subscriber|supporter|patron|insider)\b",
    r"join (?:here|now|today|us|our|the mailing)\b",
    r"already (?:a|have an?) (?:member|subscriber|account|subscription)\b",
    r"(?:start|begin|try) (?:reading\Z|your (?:free )?trial|a free trial)|log ?in\b.{0,40}\Z",
    r"sign ?in\b.{0,30}\Z|create an? (?:free )?account|(?:one|your) (?:app|subscription|membership)\b.{0,80}\Z",
    r"(?:enter|please enter|provide) your (?:comment|name|e-?mail|address)|leave a (?:comment|reply)",
    r"post a comment|(?:no|\d{1,5}|add) ?comments?\Z|comments?\Z",
    r"(?:follow|like|find|join|connect with) (?:us|me|him|her|@?\w{1,30}|the author)\b.{0,40}\bon (?:twitter|"
    r"facebook|instagram|x|linkedin|youtube|telegram|whatsapp|tiktok|threads|bluesky|google news)\b",
    r"(?:share|tweet|pin|e-?mail|print|save|copy link|listen|play|pause|mute|loading|close|menu|search|skip|"
    r"advertis(?:e?ment|ing)|anzeige|werbung|publicidade?|publicité|pubblicità|reklama|реклама|"
    r"article content|recommended videos|order reprints|print article|mehr infos|artikel|článek)(?: (?:this|"
    r"to|on|via|article|story|video|now|content|options|ad|embed-more-topic.{0,40}))?(?: (?:article|story|"
    r"page|facebook|twitter|video))?\Z",
    r"(?:story|article|post) continues (?:below|after)|continue reading\b.{0,60}\Z",
    r"(?:this|the) (?:article|story|post|page) (?:is|was|has been) (?:sent|shared|available to|"
    r"for subscribers|only available|reserved)",
    r"(?:you can )?(?:support|help) (?:our|us|independent|quality|this)\b.{0,60}\b(?:journalism|reporting|"
    r"work|donat)",
    r"donate\b.{0,80}\Z|make a donation",
    r"we (?:value|respect|use|and our)\b.{0,80}\b(?:privacy|cookies|partners)",
    r"this (?:site|website|page|form) (?:uses|is protected)",
    r"by (?:clicking|signing|subscribing|submitting|continuing|registering)\b",
    r"(?:thank you|thanks) for (?:signing|subscribing|visiting|reading)|sorry!?\Z|an error (?:has )?occurred",
    r"there was an error|something went wrong|keep an eye on your inbox|success!?\Z",
    r"get (?:a|the day.s|the latest|more|unlimited|exclusive|breaking)\b.{0,120}\b(?:inbox|newsletter|e-?mail|"
    r"alerts?|subscription|app|access)\b",
    r"(?:join|enter) our\b.{0,40}\b(?:challenge|contest|newsletter|list|channel|community)",
    r"got a (?:story|tip|question)\b|have (?:a|you got a) (?:story|tip|news tip)|do you have a (?:story|tip)",
    r"want (?:more|to read more|the latest|to get)\b.{0,80}|contact us\b.{0,60}\Z",
    r"send (?:us )?(?:tips|letters|feedback)|(?:our|\w{3,12}) standards:|(?:all|some) rights reserved",
    r"(?:copyright|©|\(c\))\s{0,3}(?:\d{4}|by\b|the\b|©)|copyright \S{2,30} \d{4}",
    r"(?:testen|bestellen|abonnieren|registrieren) sie\b",
    r"jetzt (?:abonnieren|testen|kostenlos|anmelden|lesen|registrieren|newsletter)|\d{1,2} wochen kostenlos",
    r"hier geht es zu|externer inhalt|deine privatsphäre|zur anzeige aktiviere|durchschnittliche bewertung",
    r"unabhängiger journalismus|abonnez-vous|inscrivez-vous|recevez\b.{0,80}\b(?:newsletter|mail)|s'abonner",
    r"suscr[ií]b[ea](?:te|se)|regístrate|síguenos|sigue (?:a|toda|toda la)\b.{0,60}\ben|iscriviti|abbonati",
    r"segui(?:ci)? \S{1,20} su|assine\b|siga\b.{0,30}\bn[oa]\b|receba\b|inscreva-se|zapisz się",
    r"подпис(?:ывайтесь|аться)|följ oss|abonneer|meld je aan|(?:advertis(?:e?ment|ing))\b.{0,40}\Z",
    r"sponsored (?:by|content)\b|you (?:have|'ve) (?:reached|read|used)\b.{0,60}\b(?:articles?|limit)",
    r"view (?:comments|in browser|original)|skip (?:to|past) (?:the |main )?(?:content|navigation|ads?)\b",
    r"explore (?:the latest|our)\b|access the (?:most|full)",
    r"read (?:news from|the full (?:story|article)|this (?:story|article))\b.{0,100}\Z",
    r"(?:\d{2,5}\+?|hundreds|thousands)(?:[’']s)? (?:of )?(?:\w{3,12} ){0,2}(?:titles|sources|newspapers|"
    r"publishers)\b.{0,40}\Z",
    r"(?:fourteen|seven|thirty|\d{1,2}) (?:days|weeks|months) (?:free|for (?:free|just|only|\S1))|free trial\b",
    r"\d{1,2}[- ]day free",
)

# The same, wherever they stand in a short line.
OFFER_ANYWHERE = _table(
    r"straight to your inbox|delivered (?:straight |directly )?to your inbox",
    r"(?:free|daily|weekly|our|morning|evening|this) newsletters?\b.{0,30}(?:here|below|now|sign|subscri|"
    r"inbox)",
    r"subscribe to our|sign(?:ing)? up (?:to|for) (?:our|the)\b.{0,40}newsletter",
    r"(?:earn|receive|get) (?:us )?(?:a|an) (?:small |affiliate )?(?:commission|share of the sale)",
    r"affiliate[- ](?:links?|commission)|get a share of the sale|affiliate-links|personal,? non-commercial use",
    r"presentation-ready copies|all rights reserved|tous droits réservés|alle rechte vorbehalten",
    r"todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|все права защищены",
    r"(?:independently|editorially) (?:select|choose|review)(?:ed)?\b.{0,40}\b(?:products?|everything)",
    r"products are independently selected|story continues below|article continues (?:below|after)",
    r"(?:enable|activate|turn on|without) javascript|javascript (?:is )?(?:disabled|required)",
    r"(?:accept|manage|reject)(?: all)? cookies|cookie (?:settings|policy|preferences)",
    r"browser version with limited support|do not reflect the (?:official )?(?:views|position|policy)",
    r"views expressed (?:in this|are (?:those|the author)|here)|click here (?:to|for)",
    r"(?:please )?bookmark \S{2,40}",
    anywhere=True,
)
# One of these stands in every line that OFFER_ANYWHERE finds: asking for them first is twenty times cheaper.
OFFER_WORDS = (
    "your inbox", "newsletter", "subscribe to our", "commission", "affiliate", "of the sale", "non-commercial",
    "presentation-ready", "rights reserved", "réservés", "vorbehalten", "reservados", "riservati", "защищены",
    "independently", "editorially", "story continues", "article continues", "javascript", "cookie", "browser version",
    "not reflect the", "views expressed", "click here", "bookmark ",
)  # fmt: skip

# Who wrote, when, how long to read.
BYLINE = _table(
    r"(?:by|von|par|por|di|door|av|af|autor|auteur|author|text|words|written by|story by|"
    r"автор)\s{0,2}:?\s+(?-i:[A-ZÀ-ÞА-Я])[^.!?]{2,90}\Z",
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|aktualisiert|stand|"
    r"veröffentlicht|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|опубликовано|"
    r"обновлено|gepubliceerd|publicerad|uppdaterad)\b\s{0,2}(?::|on|at|am|le|el|il|em|\d).{0,80}\Z",
    r"\W{0,6}aktualisiert am\b.{0,40}\Z|기사입력.{0,40}\Z|tempo de leitura.{0,30}\Z|lesezeit.{0,30}\Z",
    r"\d{1,3}[- ]?min(?:ute)?s?\.?(?: to)? (?:read|lesen|lecture|de lectura|leitura)\Z|reading time.{0,20}\Z",
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|"
    r"dec)\.? \d{1,2},? \d{4}\b.{0,30}\Z",
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|segunda-feira|terça-feira|quarta-feira|quinta-feira|"
    r"sexta-feira|sábado|domingo|lunes|martes|lundi|mardi|jeudi),? .{0,12}\d{1,2}.{0,30}\d{4}.{0,24}\Z",
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:,? .{0,20})?\Z",
    r"\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember),? \d{4}\b.{0,30}\Z",
    r"staff(?: (?:reports?|writers?|reporters?))?\Z",
    r"(?:comment|opinion|analysis|editorial|commentary|review|guest column|kommentar|meinung|tribune|opinión|"
    r"opinião)\Z",
)

# Who helped, at the end of a report.
CREDIT = _table(
    r"(?:additional |with |editing and )?(?:reporting|writing|editing|graphics|research|production|"
    r"translation|text|fact-checking) (?:by|from|for|and)\b(?-i:.{0,40}[A-Z]).{0,300}\Z",
    r"\(?(?-i:[A-Z])[^.!?:]{4,120}\b(?:contributed (?:to (?:this|the)|reporting)|reported from)\b.{0,160}\Z",
    r"write to\b.{3,80}@",
    r"(?:source|quelle|fuente|fonte|източник|via|with inputs from|with agency inputs|"
    r"s(?:ource)?s)\s{0,2}:\s{0,2}.{2,60}\Z",
    r"_{3,}\Z|\*{3,}\Z|[-–—]{3,}\Z|(?:#{1,3}|- 30 -|ends?)\Z",
    r"(?:übersetzung|redaktion|mitarbeit|bildredaktion|schlussredaktion)\s{0,2}:.{2,300}\Z",
    r"\(?(?:afp|dpa|ap|reuters|efe|ansa|apa|lusa|tass|xinhua|pti|ians|kna|epd|sid|ots)(?:[/,].{1,40})?\)?\Z",
    r"filed under:.{0,200}\Z",
    r"this (?:article|story|piece|essay|post|text) (?:was (?:first|originally|republished|produced|"
    r"originally published)|first appeared|originally appeared|is (?:republished|part of|adapted|based on)|"
    r"appeared (?:in|on))\b.{0,300}\Z",
)

# A line under a picture. Agencies are written as they write themselves: small letters are words.
_AGENCY = (
    r"(?-i:Getty(?: Images)?|GETTY IMAGES|AFP|AP|REUTERS|Reuters|EPA(?:-EFE)?|Shutterstock|iStock(?:photo)?|Unsplash"
    r"|Pexels|Pixabay"
    r"|Wikimedia(?: Commons)?|Flickr|IMAGO|imago|[Pp]icture[- ][Aa]lliance|dpa|NurPhoto|Bloomberg|ZUMA(?: Press)?|Alamy"
    r"|Anadolu(?: Agency)?"
    r"|Xinhua|EFE|LUSA|Lusa|ANSA|Keystone|KEYSTONE|Ritzau|NTB|Scanpix|TASS|Rex|REX|PA)"
)
CAPTION = _table(
    r"(?:photo(?:s|graph)?|picture|image|foto|bild|credit|crédito?s?|fotos?|zdjęcie|fot\.|фото|kuva|"
    r"illustration|grafik)\s{0,2}(?:credit|by|courtesy|: |von |de |©).{0,160}\Z",
    r"(?:©|\(c\))\s{0,2}.{2,80}\Z|[\[(](?:photo|foto|image|bild|사진|photos)\b.{0,80}\Z",
    r"(?:enlarge this image )?toggle caption\b|[\w’'-]{1,20}(?:,[\w’'-]{1,20}){4,40}\Z",
)
# Asked of the last CREDIT_TAIL characters of a line.
CREDIT_TAIL = 80
CAPTION_END = _table(
    rf"(?:/|\b(?:via|from) |\(|[—–|] ?|\. ?|©\s?){_AGENCY}(?i: images| photo| wire| news)?\s?[.)\]]{{0,2}}\Z",
    r"\((?-i:[A-Z][^()/]{2,40}/[A-Z][^()]{1,36})\)\Z",
    r"\b(?-i:Photo|Foto|Bild|Fotografía|Picture|Image|Credit) ?: ?[^.:]{3,60}\Z|\bphotos? © ?.{2,40}\Z",
    anywhere=True,
)

AUTHOR_NOTE = re.compile(
    r"(?P<name>(?-i:[A-ZÀ-Þ])[\w.’'-]{0,20}(?: (?-i:[A-ZÀ-Þ]|de|van|von|bin|al)[\w.’'-]{0,20}){1,3}),? (?:is|"
    r"was|serves as|has been|writes|ist|est) (?:currently )?(?:an? |the |also |author|professor|director|"
    r"editor|chair|senior|president|co-|ein|un)(?=.{0,160}\b(?:fellow|researcher|professor|author|"
    r"correspondent|editor|columnist|director|analyst|writer|journalist|reporter|lecturer|scholar|historian|"
    r"curator|contributor|expert|associate|diplomat|ambassador|chair|president|consultant|journalistin?)\b)",
    re.IGNORECASE,
)
