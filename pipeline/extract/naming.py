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
    r"|^\W*(?:(?:escrito|publicado|redactado|texto) )?por:?\s+|^\W*(?:door|av|af|oleh|írta|piše)\s+"
    r"|^\W*di\s+(?=\S+\s+\S)"  # "Di Wu" is a whole name
    r"|^\W*(?:by|words|von|par|por|oleh|penulis|muhabir|yazan|írta|szerző|piše|автор[ыи]?|текст|autor(?:en|in|a|e|es)?"
    r"|auteurs?|texte?|tekst|texto|testo|forfatter|skribent|haber|interview|reporter(?:in)?|redakteur(?:in)?)\s*:\s*"
    r"|^\W*(?:作者|撰文|(?:取材・)?文)\s*[:：/／・]\s*|^\W*(?:記者|记者)[:：\s]*",
    re.IGNORECASE,
)
# "Example-Online-Redakteurin Ada Holm": a role before the name, often with the outlet's
CALLED_BEFORE = re.compile(
    r"^(?:[\w.]{1,20}-){0,3}(?:(?:chef|gast)?(?:redakteur|autor)|reporter|korrespondent|journalist|volontär"
    r"|staff writer|correspondent|corresponsal|corrispondente|muhabiri)(?:in)?\s+(?=[^\W\d_]\S*\s+[^\W\d_])",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\s*(?:(?:선임|인턴|수습|객원)?\s?기자|특파원|논설위원|記者|特派員|记者|编辑|通讯员)\s*$"
)  # a role that stands behind a name
AFTER = re.compile(
    r"\s*(?:[(\[<／]|\s[-–—]\s|@|\||\b(?:in|für|for|at|aus|reports?|[Uu]pdated|[Pp]ublished|contributed|contributor|"
    r"is an?|posted|on)\b\s(?=[A-Z\d(]|an?\b)|\bFor\s(?=The\b|Mail|\S+\.\S)).*$",
)
# "Ann Lee Berlin correspondent": a beat with no comma before it, told by the role's small letter
BEAT = re.compile(
    r"^(\S+ (?![A-Z]{2,4} )[^\W\d_]\S*)(?: [^\W\d_]\S*){1,3} (?:correspondent|editor|reporter|columnist|writer)$"
)
ROLE = re.compile(
    r"\b(?:staff|editors?|editorial|newsroom|correspondent|reporters?|writers?|columnist|producer|redaktion|"
    r"rédaction|redacción|redação|redazione|redactie|toimitus|desk|agency|agencies|agences?|agencia|bureau|team|"
    r"admin(?:istrator)?|webmaster|press|news|media|magazine|times|post|journal|online|service|services|"
    r"contributors?|guest|analyst|professor|director|fellow|president|associated|reuters|afp|dpa|ap|upi|bloomberg|"
    r"redakteur(?:in)?|chef(?:redakteur)?|journalist(?:e|in)?|korrespondent(?:in)?|reporterin|corresponsal|"
    r"correspondante?|corrispondente|redactora?|redattore|redattrice|giornalista|periodista|jornalista|enviad[ao]|"
    r"author|unknown|anonymous|none|null|undefined|editorial board|www|https?|com|org|inc|ltd|gmbh|company|board|"
    r"department|institute|university|center|centre|foundation|council|network|intern|freelance|photographer|senior|"
    r"chief|deputy|managing|executive|assistant|special|political|foreign|diplomatic|economics|science|health|"
    r"sports?|politics|business|world|opinion|редакция|агентство|новости|privacy|policy|sign|written|conditions|"
    r"terms|login|cookies?|expert|founder|attorney|lawyer|reviewed|follow|share|contact|read more|view all|type|"
    r"text size|forum|international|official|updated|related|topics?|considered|getty|images)\b|^the\b",
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
    r"\b(?:staff|newsroom|team|desk|admin(?:istrator)?|webmaster|unknown|anonymous|none|null|undefined|"
    r"editors?|editorial|reporters?|writers?|redaktion|rédaction|redacción|redação|redazione|redactie|"
    r"редакция|guest|contributors?|user|author|default)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(r"\b(?:GmbH|AG|Inc|Ltd|LLC|LLP|PLC|Pvt|Corp|Co|S\.?[AL]|S\.?p\.?A|B\.?V|Verlag)\.?$")
BUTTON = re.compile(
    r"\b(?:follow|share|contact|more|view|all|posts?|articles?|stories|sign|log ?in|subscribe|e-?mail|profile|bio|"
    r"website|linkedin|facebook|twitter|comments?|topics?|date|updated|published)\b"
    r"|^(?:news|blogs?|opinion|business|sports?|(?:\w+ )?by)$",
    re.IGNORECASE,
)
