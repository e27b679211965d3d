"""Offers to deal, and asking people away from the group: in English, German and Spanish."""

import enum
from collections.abc import Sequence

from .phrases import Hit, Phrases
from .reading import plain, words
from .solicitation_words import HARD, OFFERED, ORDINARY, STORY

BESIDE_WORDS = 8
"""So many words before and after tell what is meant."""


class Solicitation(enum.StrEnum):
    """What somebody is asked for or offered."""

    DEALING = "dealing"
    CONTACT = "contact"
    NEWCOMERS = "newcomers"


_KET = "k|ket|keta|ketamine|ketamin|ketamina"
_DRUG = f"{_KET}|coke|koks|coca|weed|gras|mdma|molly|xans|xanax|speed|gear|dope|stuff|zeug|pills"
_WRITE = "write|message|text|dm|pm|talk|call|contact|add"
_WRITE_ES = "escribeme|escribanme|escribidme|hablame|mandame|mandenme|contactame"
_TOLD = "dm|pm|message|text|inbox|msg"

_PHRASES = {
    Solicitation.DEALING: f"""
        (anyone|anybody|who|does anyone) (need|needs|want|wants) (some|any|a) ({_DRUG}|gram|bag|pure)
        (anyone|anybody|who) (need|needs|want|wants) ({_DRUG})
        (who|anyone) wants (some|any) ({_DRUG})
        got (some|good|fresh|cheap|pure) ({_DRUG})
        got ({_DRUG}) and ({_DRUG})
        (have|got) (good|pure|cheap|the best) ({_DRUG})
        (selling|sell) ({_DRUG})
        selling (message|dm|pm|text) me
        ({_DRUG}) for sale
        for sale ({_TOLD}) me
        (get|sort|hook) you (up|out) ~ (after|tonight|later|cheap|today)
        i can (hook|sort) you (up|out)
        i can get you (whatever|anything|some|stuff|what)
        (get|got) you some ({_DRUG})
        hit me up
        hmu
        price list
        my (plug|dealer) (delivers|is always|is open|is reliable)
        i know a (guy|dealer|plug) ~ (delivers|sells|sorts)
        fresh batch
        taking orders
        looking to score (tonight|today|now|anyone|k|ket)
        where can (i|we|you|one) (get|buy|score|find) ({_DRUG})
        where can (i|we|you|one) (get|buy|score|find) (some|any) ({_DRUG})
        number (for|of) a (dealer|plug)
        who sells
        (ship|shipping|delivery) (worldwide|discreet|nationwide)
        discreet (packaging|delivery|shipping)
        (a|per) (gram|g) ~ (quality|pure|cheap)
        i do (deliveries|drops)
        halves on a (bag|gram|g)
        sort (me|us) out (tonight|today|later|now)
        buy (it|some|them) (from|off) me
        want to get rid of cheap
        leftovers ~ cheap
        use my code
        (still|you|u) need (something|anything|some stuff) ~ (tonight|for tonight|i|message|tell)
        (know|know of) someone who (sells|delivers|has|can get)
        i might know someone
        (have|got) what you need
        (anyone|anybody) holding
        (good|nice|special) price on
        invest in crypto
        first session free
        coaching ~ book
        book now
        (braucht|brauch|will|sucht) (wer|jemand|noch wer|einer) ({_DRUG})
        verkaufe ({_DRUG})
        verkauf ({_DRUG})
        verkaufe ~ schreib
        hab (gutes|noch|frisches|billiges|reines) (zeug|{_DRUG}|was)
        hab noch was da
        mir einen guten preis
        jemand (was|etwas) klarmachen
        wer hat (noch was|{_DRUG})
        wo (kriegt|bekommt|kauft|krieg|bekomm|kauf) (man|ich) ~ ({_DRUG})
        kennt (jemand|wer|einer) einen (dealer|ticker)
        das gramm
        ein gramm teilen
        (dir|euch|ihnen) (was|etwas|{_DRUG}) (besorgen|klarmachen|organisieren)
        mein (dealer|ticker) liefert
        jetzt buchen
        biete coaching
        frische (lieferung|ware)
        suche ({_DRUG})
        alguien (quiere|necesita|busca) ({_DRUG})
        vendo ({_DRUG})
        tengo (buena|buen|buenos|pura) (material|mercancia|coca|ket|k)
        donde (se consigue|consigo|se compra|compro|pillo|se pilla) ({_DRUG})
        (conoce|conoceis|conocen) un (dealer|camello)
        (el|por) gramo ~ (calidad|barato|pura)
        (te|os|les) puedo conseguir
        te lo (lleva|trae|llevan|traen|consigo|consigue)
        (sobra|queda) algo para
        mi (camello|dealer) (reparte|vende|lleva|trae)
        compartir un gramo
        busco ({_DRUG})
        reserva ya
        ofrezco coaching
        (llegar|llego) (mercancia|material)
    """,
    Solicitation.CONTACT: f"""
        (dm|pm|d m|p m|inbox|whatsapp|dms) me
        ({_TOLD}|write|contact|add) me (privately|private|directly|outside|off here)
        ({_TOLD}|write|contact) (me|to me) in (private|dm|dms|pm)
        private message me
        (message|text) me (please|and|if|later|tonight|now|anytime)
        into my (dms|dm|inbox)
        inbox me
        private (note|message|chat) ~ (me|you|what)
        give me your (contact|number|details|address)
        (talk|chat|write|speak) (elsewhere|somewhere else|alone|outside of here|off here)
        (per|uber|auf) (whatsapp|telegram|signal) ~ (melden|schreiben)
        bei mir melden
        woanders (schreiben|reden|chatten)
        (hablemos|hablamos|vernos|escribimos) fuera de aqui
        (hablamos|hablemos|escribimos) ~ (tu y yo|solos|aparte)
        add me and
        (what|whats) (is your|s your|your) (number|snap|insta|instagram|telegram|whatsapp|discord|phone)
        your number
        (do you have|got|have you got|are you on) (whatsapp|telegram|snap|snapchat|insta|instagram|discord|signal)
        (somewhere|some place) (private|alone|quiet) ~ you
        just (you and me|us two|the two of us)
        only us two
        (meet|meet up) (outside|privately|in private|alone)
        come to my (place|home|flat|house)
        help you one on one
        schreib (mir|mich) (privat|per pn|ne pn|eine pn|mal privat|an wenn)
        schreibt (mir|mich) (privat|per pn|an wenn)
        pn an mich
        (d m|dm|pm) an mich
        (gib|gibst|schick|sag) (mir|du mir) ~ (nummer|handynummer|telefonnummer)
        (mir|uns) (deine|eure) (nummer|handynummer|telefonnummer)
        hast du (whatsapp|telegram|insta|instagram|snap|discord|signal)
        privat treffen
        nur wir (zwei|beide)
        komm (zu mir|mal zu mir)
        (meld|melde|meldet) (dich|euch) (privat|bei mir)
        kummer mich um (dich|euch)
        ({_WRITE_ES}) (por|en|un|al|mensaje) (privado|dm|md|mensaje|interno)
        mandame ~ privado
        (escribeme|hablame) y
        escribeme
        (dame|pasame|me das|me pasas) tu (numero|telefono|contacto|whatsapp|insta|instagram)
        tienes (whatsapp|telegram|insta|instagram|snap|discord|signal)
        (quedamos|vernos|hablamos|hablemos) a solas
        solo tu y yo
        ven a mi (casa|piso)
        ayudo uno a uno
        agregame y
        hablamos los dos
    """,
    Solicitation.NEWCOMERS: f"""
        (newcomers|newcomer|new people|new members|new ones) ~ ({_WRITE}) (me|to me)
        if you are new ~ ({_WRITE}) (me|to me)
        (any|the) (girls|women|guys|boys) new
        newcomer (whats|what) ~ number
        (neuen|neue|neulinge) ~ (meldet|schreibt|schreib|meldet euch) ~ (mir|mich)
        wenn du neu bist ~ (schreib|meld|melde|ruf) ~ (mir|mich)
        (madels|frauen|jungs) ~ neu
        (nuevos|nuevas|nuevo|nueva) ~ (escribanme|escribidme|escribeme|mandame|mandenme|llamadme|llamame)
        (nuevos|nuevas|nuevo|nueva) ~ ~ ~ por privado
    """,
}
_FOUND = Phrases({kind.value: lines for kind, lines in _PHRASES.items()})
_GRAVEST = (Solicitation.NEWCOMERS, Solicitation.DEALING, Solicitation.CONTACT)


def solicitation(text: str) -> Solicitation | None:
    """What a message solicits, the gravest first; None for most of what is said."""
    said = words(plain(text))
    kinds = {hit.label for hit in _FOUND.find(said) if not _is_innocent(said, hit)}
    return next((kind for kind in _GRAVEST if kind.value in kinds), None)


def _is_innocent(said: Sequence[str], hit: Hit) -> bool:
    """Whether what sounds like dealing is about an ordinary thing, or told of what was."""
    if hit.label != Solicitation.DEALING.value:
        return False
    around = said[max(0, hit.start - BESIDE_WORDS) : hit.end + BESIDE_WORDS]
    if not ORDINARY.isdisjoint(around) and HARD.isdisjoint(around):
        return True
    return not STORY.isdisjoint(around) and OFFERED.isdisjoint(around)
