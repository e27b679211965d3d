"""What people say when they are in danger: in English, German and Spanish. Data for `crisis`."""

_SELF_EN = "myself|my self"
_DRUG = "k|ket|keta|ketamine|ketamin|ketamina|g|gbl|pills|coke|mdma|heroin|fent|fentanyl|xanax"
_THEM = "he|she|husband|wife|boyfriend|girlfriend|partner|dad|father|mum|mom|mother|brother|ex"

SUICIDE = f"""
    (kill|killing|unalive|unaliving|hang|hanging|shoot|shooting|drown) ({_SELF_EN})
    (kill|killing) (himself|herself|themself|themselves|him self|her self)
    kms
    (end|ending) (my life|it all|my own life)
    (want|wanted|going|gonna|ready) to end it
    take my (own life|life)
    (want|wanted|wants|wish|going|ready) to die
    wanna die
    (dont|do not|didnt|never) want to (live|be alive|be here anymore|be here any more|exist|wake up)
    (dont|do not) wanna (live|be alive|exist|wake up)
    (wish|wished) i (was|were) (dead|never born)
    i wish i could (die|disappear|not wake up)
    rather be dead
    better off (dead|without me)
    (no|dont see a|dont see any|not see a|cant see a) (point|reason) (in|of|to) (living|live|life)
    (no|dont see a|dont see any|not see a|cant see a) (point|reason) (in|of|to) (going on|go on|carry on)
    (isnt|not) worth (living|it anymore living)
    (cant|cannot|can not) go on (like this|anymore|any more|living)
    (cant|cannot|can not) do this anymore and i want
    (about|of|considering|commit|committing|contemplating|attempt|attempting|planning) suicide
    suicide again
    suicidal
    (goodbye|suicide) (letter|note)
    wrote the letter ~ goodbye
    saying goodbye to (everyone|you all|life|this world)
    (going|gonna) to jump
    gonna jump
    (nothing|no one|nobody) left for me
    (looking at|standing on|sitting on) the (bridge|tracks|roof|ledge)
    point (of|in) (carrying on|going on|living|all this anymore)
    do something (stupid to myself|to myself)
    (nobody|no one) would (miss me|notice if i|care if i)
    (lined up|counted|collected) ~ (pills|tablets)
    this is ~ last (night|day|message)
    (disappear|be gone) for (good|ever)
    (have|got) (a|the) (rope|gun) and
    plan and ~ (rope|pills|gun|bridge)
    (will|to|gonna|ill|and|might) (take|swallow) them all
    (umbringen|umbringe|umbringt|umzubringen)
    bring* mich um
    (nehme|nehmen|nahm|nimmt) (mir|sich) das leben
    (mir|sich) das leben ~ (nehmen|nehme|nimmt|genommen)
    das leben nehmen
    nicht mehr (leben|da sein|aufwachen|weiterleben)
    (will|mochte|wollte) (sterben|tot sein)
    sterben (will|mochte|wollte)
    (mach|mache|machen) ~ schluss mit (allem|dem leben)
    schluss mit (allem|meinem leben)
    (kann|konnte) nicht mehr ich will dass es (aufhort|vorbei ist|endet)
    (an|uber|von) (suizid|selbstmord)
    (suizidal|suizidgedanken|suizidgefahrdet|selbstmordgedanken|selbstmordgefahrdet|lebensmude)
    ohne mich ~ besser
    (leben|alles) ~ keinen sinn
    (lieber|liebsten|wunschte ich ware|ware ich doch) tot
    ware ~ tot
    ich (springe|spring) (heute|jetzt|gleich)
    (nehme|schlucke|nehm) sie alle
    abschiedsbrief*
    auf (der|die) (brucke|schienen|gleise|dach)
    (niemand|keiner) wurde ~ (merken|vermissen)
    (einfach|nur noch) weg sein
    halte es nicht mehr aus ~ (gehe|heute|ende)
    nadie me (echaria|extranaria|va a extranar)
    en (el puente|las vias)
    desaparecer para siempre
    me voy para siempre
    (matarme|suicidarme|suicidarse|matarse|ahorcarme|colgarme)
    (me|se) (quiero|quiere|queria|voy a|va a|intente|intento) (matar|suicidar|morir)
    (quiero|queria|quisiera) (morir|morirme|desaparecer)
    no quiero (vivir|seguir viviendo|estar vivo|estar viva|despertar|existir)
    no quiero ~ vivir
    (acabar|terminar) con (mi vida|todo)
    quitarme la vida
    (en|sobre) el suicidio
    (suicida|suicidarme)
    no puedo mas ~ quiero que ~ acabe
    no puedo mas quiero que se acabe
    (estaria|estarian|estan|vivirian) (mejor|bien) sin mi
    mi vida no tiene sentido
    no ~ sentido ~ (viviendo|vivir|vida)
    (ojala|preferiria|quisiera) ~ (muerto|muerta)
    (voy a) (saltar|tirarme)
    las ~ (tomar|tomo|trago) todas
    carta de despedida
"""

SELF_HARM = """
    (cut|cutting|burn|burned|burnt|burning|hurt|hurting|harm|harming|hit|scratching) (myself|my self)
    (cut|cutting|burn|burned|burnt|burning|hurt|scratching) my (arms|legs|wrists)
    (been|started|start|keep|like|feel like|want to start) cutting
    cutting again
    (self harm|selfharm|self harmed|self harming|self injury)
    (mich|wieder) ~ (ritzen|geritzt|ritze|geschnitten|verbrannt)
    (ritze|schneide|verletze|schlage) mich
    (mir|mich) (weh tun|wehtun|selbst verletzen|was antun|etwas antun)
    mich zu (ritzen|verletzen|schneiden)
    (arm|arme|bein|handgelenk) aufgeschnitten
    (cut|scratched|sliced|opened) (my|myself|his|her) (arm|arms|wrist|wrists|leg|legs) open
    cortes en (el|los|mi|mis|la|las) (brazo|brazos|pierna|piernas|muneca|munecas)
    (selbstverletzung|selbstverletzen)
    (hacerme|hago|hice|haciendome) dano
    (me|a) (acabo de|estoy|quiero|voy a) (cortar|cortando|quemar|lastimar)
    me corto
    me cortaba
    (cortarme|cortandome|lastimarme|quemarme)
    (autolesion|autolesiones|autolesionarme|autolesiono|autolesione)
"""

OVERDOSE = f"""
    (overdosing|oding)
    (overdosed|overdose|od)
    (took|taken|take|had|done|did|snorted) (way too much|too much|too many|so much) ({_DRUG})
    (took|taken|take|had|done) (way too much|too many|too much my)
    (took|taken) too much and
    (took|taken) a lot of ({_DRUG})
    (swallowed|took|taken) ~ (pills|tablets)
    (wont|not|doesnt|cant|isnt) (wake up|waking up|breathing|breathe|responding)
    (wont|not|isnt) breathing ~
    not breathing
    (blue in the face|turned blue|turning blue|lips are blue|gone blue)
    cant wake (him|her|them)
    everything is spinning ~ help
    zu viel erwischt
    reagiert nicht
    lippen ~ blau
    no reacciona
    (uberdosis|uberdosiert)
    (zu viel|zuviel|viel zu viel) ({_DRUG}) ~ (genommen|gezogen|konsumiert)
    (zu viel|zuviel) genommen
    (wacht|wach) nicht (mehr auf|auf)
    (atmet|atme) nicht
    (kriege|bekomme|krieg) keine luft
    tabletten (geschluckt|genommen)
    sobredosis
    (tome|tomo|tomado|meti|metido|consumi) demasiada ({_DRUG})
    tomo demasiado
    no (despierta|respira|reacciona|puedo respirar)
    (tragar|tragado|trague|tome|tomado) ~ pastillas
"""

VIOLENCE = f"""
    ({_THEM}) (hits|beats|punches|kicks|chokes|strangles|rapes|hurts|abuses) (me|us)
    ({_THEM}) ~ (hitting|beating|choking|strangling|kicking) me
    ({_THEM}) (hit|beat|punched|kicked|choked|strangled|raped|attacked) (me|us)
    (dad|father|mum|mom|mother) hits me
    (he|she|they) will (kill|hurt|hit|beat) me
    (going|gonna) to (hurt|kill|hit|beat) me
    (threw|pushed|shoved|slammed|dragged|locked) me (against|into|down|out|in|up|by|on)
    will (stab|shoot|strangle|burn) (me|us)
    (shell|hell|theyll) (stab|kill|hurt|beat|hit|find) me
    mich ~ (eingesperrt|gegen die wand|die treppe runter)
    me (encerro|encierra|empujo contra|empuja contra|tiro contra)
    threatens to (hurt|kill|hit|beat) (me|us)
    threatened to (hurt|kill|hit|beat) (me|us)
    (afraid|scared|terrified) (to go|of going) home
    (afraid|scared|terrified) ~ (he|she) ~ (do|does|hurt|hit) ~ me
    (he|she) (wont|doesnt|will not) let me (leave|out|go out)
    (schlagt|prugelt|verprugelt|wurgt|tritt|vergewaltigt) (mich|uns)
    (mich|uns) ~ (geschlagen|verprugelt|gewurgt|getreten|vergewaltigt)
    (wird|will) (mich|uns) (schlagen|umbringen|verprugeln|toten)
    droht (mich|mir|uns) ~ (umzubringen|zu schlagen|toten)
    angst ~ (nach hause|heim) ~ (gehen|zu gehen|kommen)
    lasst mich nicht ~ (aus|raus)
    (me|nos) (pega|golpea|maltrata|viola|ahorca|patea|pegaba|pego)
    (me|nos) (volvio|vuelve) a (pegar|golpear)
    me (va a|quiere) (pegar|matar|golpear|hacer dano)
    (miedo) de (volver|ir) a (casa|mi casa)
    no me deja salir
    amenaza con (matarme|pegarme)
"""

IDIOMS = """
    cut myself (shaving|cooking|off|some|a)
    cut myself ~ (kitchen|knife by|bread|onion|chopping)
    (hurt|hurting) (myself|my self) ~ (gym|running|training|football|work)
    suicide (prevention|hotline|line|helpline|squad|awareness)
    (died|dead|lost|losing) ~ (suicide|overdose|od)
    (die|dying|died) (laughing|of laughter|to see|to know|of shame|of boredom|of hunger)
    (suizidpravention|selbstmordkommando|suicidapravention)
    (prevencion|linea) del suicidio
    beim (kochen|rasieren|schneiden|basteln) geschnitten
    (bringt|bringen|bringst) mich um
    schlag* mich (nicht tot|durch|mit)
    schlage mich ~ mit
    sterbe vor
    (me muero|muerto|muerta) de (risa|hambre|sueno|cansancio|verguenza|frio|calor|ganas)
    estoy (muerto|muerta) de
    me pega (un|una|el|la|fuerte|mucho)
    me pego (fuerte|un|una|duro)
    me corte (el pelo|afeitandome|las unas|cocinando)
    anti suicide
"""
"""What sounds like one of these and is none."""

_NEGATION_SAID = """
    not never dont didnt wont wouldnt isnt wasnt arent havent hasnt without longer nobody nothing nicht nie
    niemals kein keine keinen nichts ohne no nunca jamas tampoco sin
"""
NEGATION = frozenset(_NEGATION_SAID.split())
STILL = frozenset(["stop", "lose", "help", "know", "sure", "aufhoren", "weiss", "dejar", "parar", "se"])
"""After "cannot", these make of it no negation: "I can't stop thinking about …", "I don't know if …"."""
_PAST_SAID = """
    ago used years tried before once younger teenager childhood child kid back survived since last fruher damals
    vor jahren jahre war hatte wollte versucht lange kind jugend einst antes hace anos era cuando nino nina
    joven adolescente intente pasado pasada queria pegaba cortaba
"""
PAST = frozenset(_PAST_SAID.split())
_NOW_SAID = """
    now tonight night today again just still yesterday currently keep anymore minutes hour tomorrow soon jetzt
    heute gerade wieder gestern gleich immer noch morgen aktuell eben ahora hoy otra vez anoche noche nacht ayer
    acabo acaba todavia sigue sigo manana volvio
"""
NOW = frozenset(_NOW_SAID.split())
RIGHT_NOW = frozenset(["now", "tonight", "just", "minutes", "jetzt", "gerade", "eben", "ahora", "acabo", "acaba"])
ONLY_NAMED = frozenset({"overdosed"})
_OTHERS_SAID = """
    friend friends brother sister mate cousin daughter son neighbour roommate flatmate he she they him her
    someone wife husband mother mum mom father dad girlfriend boyfriend partner wants freund freundin bruder
    schwester tochter sohn kumpel er sie jemand mutter vater nachbar amigo amiga hermano hermana hijo hija
    vecino vecina companero companera ella el alguien madre padre
"""
OTHERS = frozenset(_OTHERS_SAID.split())
ME = frozenset(["i", "me", "im", "myself", "ich", "mir", "mich", "yo", "conmigo"])
