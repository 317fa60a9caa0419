"""What a page says to its visitor: buttons, notices and offers, known by their words alone.

Each pattern fits the whole line, so that a sentence which holds such words stays.
"""

import re

_BUTTONS = re.compile(
    r"(?:"
    # listening, watching, reading
    r"listen(?: to (?:this|the) (?:article|story|piece))?"
    r"(?:\W*\d+(?::\d\d)?\W*(?:min(?:ute)?s?)?)?(?:\W*learn more)?|"
    r"\d+[- ]minute listen|(?:play|watch|pause) (?:video|audio|now|live)|transcript|"
    r"download(?: pdf)?|"
    r"(?:hide|toggle|show) (?:caption|ad|ads)|view (?:gallery|image|images|photos|in gallery)|"
    r"(?:gallery|slideshow|in pictures)\s*:\s*\d+ (?:images|photos|pictures)|"
    r"(?:image |photo )?\d{1,3} ?(?:of|/) ?\d{1,3}|\d+ of \d+ photos|story continues|"
    r"end of article|read (?:full|whole) story|"
    r"heard on [\w ]{3,30}|sponsor message|"
    # print and type
    r"print this (?:page|article|story)|font size\W*(?:a\W*)*|text size|aa|reuse this content|"
    # sharing and comments
    r"share (?:full|or comment on this) article(?:\s*:.{0,200})?|share this\W*|"
    r"click to share on .{2,60}|like(?: this:|\W*loading\W*)|send your news & photos|"
    r"get involved|with the news|forward this e-?mail to a friend|"
    r"(?:jump|skip) to (?:comments?|navigation|footer|search)(?: section)?|add to my\w*|"
    r"(?:view|read|see|show|hide)(?: all)? (?:\d[\d,]* )?comments?(?: \(\d+\))?|"
    r"\d[\d,]* (?:restacks?|reactions?|likes?)|save articles to read later\b.{0,80}|"
    r"want to join the conversation\?.{0,80}|\d[\d.,]*[km]? (?:shares|views|viewing now)|"
    # following
    r"why you can trust [\w ]{2,40}|allow content provided by a third party\?|"
    r"(?:please )?turn on javascript\b[^,]{0,60}|please (?:enable|turn on) javascript\b[^,]{0,60}|"
    r"scroll (?:down|below) (?:for|to (?:see|watch)) (?:the )?"
    r"(?:videos?|photos?|pictures|images|gallery|more)|"
    r"key events|show key events only|show more|see all|previous|next|"
    # advertisements
    r"(?:skip )?ad(?:vertisement)?(?: feedback|\W*scroll to continue)?|"
    r"(?:hide|report) (?:this )?ad|"
    # rights
    r"purchase licensing rights.{0,30}|terms and privacy policy|your privacy choices|"
    r"terms of (?:use|service)(?: (?:and|&) privacy policy)?|privacy policy|"
    r".{0,120}(?:, |\()opens (?:in )?(?:a )?new (?:tab|window)\)?(?:.{0,40}\bsection)?|"
    # languages and subscriptions
    r"(?:leer en español|lire en français|read in english|auf deutsch lesen)|"
    r"(?:subscribers?|members?)[- ]only|for (?:our )?(?:subscribers|members) only"
    r")[\s.!]*",
    re.I,
)
_NETWORK = (
    r"(?:facebook|instagram|youtube|tiktok|twitter|x(?: \(twitter\))?|whatsapp|linkedin|"
    r"telegram|pinterest|reddit|bluesky|threads|mastodon|xing|e-?mail|mail|"
    r"correo(?: electrónico)?|courriel)"
)
# sharing, following and subscribing, in other languages
_FOREIGN = re.compile(
    r"(?:"
    rf"(?:(?:artikel|beitrag) )?(?:teilen|drucken|merken|vorlesen|kommentieren)"
    rf"(?: (?:auf|per|via) {_NETWORK})?|(?:auf|per|via) {_NETWORK} teilen|link kopieren|"
    r"kommentare?(?: lesen)?|(?:jetzt )?abonnieren|newsletter abonnieren|zur startseite|"
    rf"(?:compartir|enviar)(?: (?:en|por|vía) {_NETWORK})?|copiar (?:el )?enlace|imprimir|"
    r"comentarios|(?:suscríbete|suscribirse)(?: a (?:la|nuestra) newsletter)?|"
    rf"(?:partager|envoyer)(?: (?:sur|par|via) {_NETWORK})?|copier le lien|imprimer|commentaires|"
    r"(?:s['’]abonner|s['’]inscrire|abonnez-vous|inscrivez-vous)(?: gratuitement)?"
    r"(?: à (?:la|notre|nos) (?:newsletters?|lettre d['’]information|chaîne))?|"
    rf"condividi(?: su {_NETWORK})?|stampa|copia link|iscriviti alla newsletter|"
    rf"delen(?: (?:op|via) {_NETWORK})?|afdrukken|"
    rf"(?:(?:suivez|retrouvez|rejoignez)[- ]nous sur|folgen sie uns (?:auf|bei)|"
    rf"s[íi]gu[ea]nos en)(?:(?: (?:notre|nos|unserem|nuestra?))?(?:,? (?:et |und |y )?{_NETWORK}"
    rf"(?:[- ](?:kanal|channel|page|seite))?)+)|"
    r"abonnieren sie (?:jetzt )?unseren newsletter|"
    r"suscr[íi]b(?:ete|ase) a (?:nuestro|nuestra) (?:newsletter|boletín)"
    r")\W*",
    re.I,
)
_NOTICES = re.compile(
    r"(?:"
    r"(?:skip past|after) newsletter promotion|"
    r"subscribe(?: now| today)?,? (?:from|for)(?: just| only)? [£$€]\s?\d.{0,40}|"
    r"subscribe to [^.!?:;,]{2,40}|thanks for reading\b.{0,60}!(?: .{0,40}subscribe\b.{0,90})?|"
    r"by (?:signing up|subscribing|registering)\b,? (?:you|i) (?:agree|accept|consent)\b.{0,200}|"
    r"(?:this (?:site|form) is )?protected by recaptcha\b.{0,120}|"
    r"privacy notice:.{0,390}|our standards: .{2,100}|"
    r"unlock the [\w’' ]{3,40} for free|.{3,60}\b(?:selects|picks|rounds up|brings you)\b.{3,80}"
    r" in this (?:weekly|daily) newsletter\.|"
    r"you(?: have|['’]ve)(?: read)? (?:only )?\w+ (?:of \w+ )?(?:free |complimentary )?articles? "
    r"(?:remaining|left|this month)\b.{0,120}|"
    r"this (?:article|story|content) is (?:for|only (?:for|available to)) (?:our )?(?:paid )?"
    r"(?:subscribers|members)\b.{0,60}|"
    r"(?:already|not) (?:a|yet a) (?:subscriber|member)\?.{0,60}|"
    r"stay (?:updated|informed|ahead|up to date)\b[^.]{0,60}"
    r"\b(?:news|updates?|app|newsletter)\b[^.]{0,30}\.?|"
    r"was this (?:e-?mail )?forwarded to you\?.{0,60}|"
    r"(?:follow|get) more (?:information|news|updates) (?:on|about|from)\b.{0,80}\bhere\W*|"
    r"(?:follow|find|see|read)\b[^.:;]{0,60}\bcoverage\b[^.:;]{0,60}\bhttps?://\S+|"
    r"for more (?:stories|news|articles|updates)\b[^.!?:]{0,40},? "
    r"(?:sign up|subscribe)\b[^.!?:]{0,40}\bnewsletters?\W*|"
    r"(?:[^.!?:]{3,80}\? )?(?:please )?let us know(?: what you think)? "
    r"in the comments(?: section)?(?: below)?\W*|"
    r"get in touch|(?:tell us|let us know) (?:which stories|what you think)\b[^.:;]{0,60}|"
    r"tagged(?: with| in| as)?\s*:.{1,150}|see more on\s*:.{1,150}|"
    r"(?:previous|next)(?: article| story| post)?\s*:.{0,149}[^.,;]|←.{2,120}|[^.!?]{2,120}→|"
    r"(?:unsubscribe|manage (?:your )?(?:preferences|subscription)|view (?:in|online)|update your)"
    r"\b.{0,40}(?:\||•|·).{0,80}|"
    r"launched \d+ \w+ ago|by [^.]{3,60}·[^.]{0,20}\d[\d,]* subscribers|"
    r"(?:about |over )?\d+\s?(?:s|m|h|d|mins?|minutes?|hrs?|hours?|days?) ago|"
    r"(?:last )?updated(?: at| on)?:?\s+\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?"
    r")",
    re.I,
)
SPOKEN = re.compile(r"[\"“”]|\b(?:said|says|told|asked|added|wrote)\b", re.I)
"""Tells of somebody's words, so that a line is the article's."""
_END = re.compile(r"[–—-]+ ?[Ee](?:nds?|NDS?) ?[–—-]+|ENDS?|###|-30-")
_MARK = re.compile(r"[^\w\s\"'“”‘’]{1,3}")
# the signs of who wrote and edited: "ab/rm (dpa, KNA)"
_INITIALS = re.compile(r"[a-z]{2,4}(?:/[a-z]{2,4})+(?: \([\w, /]{2,40}\))?")
_OF_AGENCY = re.compile(r"[A-Z]{2,5}\s*[—–-]{1,2}")
BESIDE = re.compile(r"\+?\d[\d.,]*[KkMm]?|small|medium|large", re.I)
"""What is a page's own only beside a button: how often shared, the size of its type."""


def button_kind(text: str) -> str:
    """What kind of a page's own words a line is; empty if it may be an article's."""
    if _END.fullmatch(text):
        return "end mark"
    if _INITIALS.fullmatch(text):
        return "byline"
    if _OF_AGENCY.fullmatch(text):
        return "credit"
    if _MARK.fullmatch(text):
        return "rule"
    if _NOTICES.fullmatch(text) and not SPOKEN.search(text):
        return "promotion"
    if _FOREIGN.fullmatch(text):
        return "share"
    return "navigation" if _BUTTONS.fullmatch(text) else ""
