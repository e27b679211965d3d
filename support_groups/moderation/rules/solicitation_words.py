"""What makes words that sound like an offer something else: an ordinary thing, or a story of one's own."""

_ORDINARY = """
    cookies cookie cake cakes chips coffee tea soup food bread apples flowers picnic dinner lunch kitchen table hall
    chairs chair garden bike bikes bicycle car van books library market online school bus lift ticket tickets
    office doctor chemist pharmacy clinic retreat workshop raffle sofa furniture clothes shoes phone laptop records
    vent listen talk cry pray shame prayer hug knitting yarn tools paint park
    kuchen kaffee tee suppe essen brot apfel blumen picknick kuche tisch stuhl stuhle garten fahrrad rad auto buch
    bucher bucherei markt flohmarkt schule amt arzt apotheke klinik umzug kisten sommerfest backer platten wolle
    basteln nahen herzen sagen fragen erzahlen beten weinen werkzeug wohnung kleider schuhe rasen
    galletas pastel cafe sopa comida pan manzanas flores cocina mesa sillas silla jardin bici bicicleta coche moto
    libro libros biblioteca mercado escuela medico farmacia clinica tienda vinilo discos leer comer cenar rato rezar
    llorar padrina padrino muebles ropa zapatos
"""
ORDINARY = frozenset(_ORDINARY.split())
"""What people bring, sell and ask for wherever they meet."""

_HARD = """
    k ket keta ketamine ketamin ketamina coke koks coca mdma molly xans xanax dope gram grams gramm gramo pure pura
"""
HARD = frozenset(_HARD.split())
"""What is no ordinary thing, whatever stands beside it."""

_STORY = """
    was were had did used arrested ashamed proud offered refused walked walk crossed blocked deleted instead flushed
    cried relapsed lost prison jail corner years ago
    war waren hatte wollte fruher damals schame stolz ging gegangen blockiert geloscht stattdessen geweint
    fing angefangen gefangnis ecke bahnhof jahren
    era fue eran fueron quise antes averguenza principio vine bloquee borre llore perdi carcel esquina vuelta anos
"""
STORY = frozenset(_STORY.split())
"""What is told of oneself and of what was."""

_OFFERED = """
    you u ya your yours dm pm msg message text inbox hmu tonight cheap buy anyone anybody whoever price sale
    dir dich euch ihr ihnen schreib schreibt meld meldet billig guten preis wer jemand heute nacht
    te os les ti vosotros ustedes escribeme escribidme escribanme barato alguien quien precio hoy noche
"""
OFFERED = frozenset(_OFFERED.split())
"""What is said to others, and for now."""
