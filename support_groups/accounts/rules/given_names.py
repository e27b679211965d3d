"""Given names met often in many countries, and how surnames often end: enough for a gentle warning, no more."""

_GIVEN = """
    aaron abdul abigail adam adrian agnes ahmad ahmed aisha alan albert alejandro aleksander alessandro alex
    alexander alexandra alexei alfred ali alice alicia alina amanda amelia amir amy ana anastasia andrea andreas
    andrei andrew andrzej angela anita anja ann anna annie anne annika anthony antonio arjun arne arthur astrid
    axel barbara beatriz ben benjamin bernd beth birgit björn bob boris brandon brian bruno camille carl carla
    carlos carmen carol caroline catherine cecilia charles charlie charlotte chloe chris christian christina
    christine christoph christopher claire clara claudia connor cristina daniel daniela dave david deborah
    deepak denis dennis diana diego dieter dirk dmitri dominik donald dorothy dylan edward elena eleni elias
    elisabeth elizabeth ella ellen emil emilia emily emma eric erik ernst esther ethan eva evelyn fabian fatima
    felix fernando filip florian francesca francesco francisco frank franz frederic fritz gabriel gabriela
    gareth george georg gerald gerhard giovanni giulia giuseppe gloria grzegorz günther hannah hans harald harry
    hassan heather heidi heike heinz helen helena helga henry hiroshi holger hugo hussein ian ibrahim ingrid
    irina isaac isabel isabella ivan jack jacob jakub james jan jane janet jason javier jean jeff jennifer jens
    jeremy jessica jim joan joanna joao joe joel joerg johan johanna johannes john jonas jonathan jordan jorge
    jose josé joseph joshua joyce juan judith julia julian julie jürgen justin kaito karen karin karl karolina
    katarzyna kate katharina katherine kathleen katja keith kelly kenneth kenji kevin khaled kim klaus krzysztof
    kurt kyle lars laura lauren lea leah lena leo leon leonie liam linda lisa liu louis louise luca lucas lucia
    lucy luis luisa luka lukas luke madison magdalena maja manfred manuel marco marek margaret maria mariam
    marie mark marko marta martha martin mary mason mateo mathias matteo matthew matthias max maya megan mehmet
    melanie melissa mia michael michaela michal michelle miguel mike mikhail mohamed mohammad mohammed monica
    monika muhammad mustafa nadia nancy natalia natalie natasha nathan nicholas nick nicolas nicole niklas
    nikolai nina noah nora nuno oleg olga oliver olivia omar oscar otto pablo pamela paolo patricia patrick paul
    paula pavel pedro peter petra philip philipp pierre piotr priya rachel rafael rahul raj ralf ramon raymond
    rebecca renate ricardo richard rita rob robert roberto roland roman ronald rosa rose roy ruben ruth ryan
    sabine sam samantha samuel sandra sanjay sara sarah saskia scott sean sebastian sergei sharon shirley silvia
    simon simone sofia sonja sophia sophie stefan stefanie stephanie stephen steve steven stuart susan susanne
    sven sylvia takashi tanja tatiana teresa terry theo theresa thomas thorsten tim timothy tina tobias tom
    tomasz tony ulrich ursula uwe valentina vanessa vera veronica victor victoria viktor vincent vladimir walter
    wei werner wilhelm william wojciech wolfgang xavier yasmin yuki yuri yusuf zoe zofia
"""
GIVEN_NAMES = frozenset(_GIVEN.split())

_ENDINGS = """
    son sen ssen mann berg stein meier meyer müller mueller schmidt schneider ski ska sky skaya wicz czyk ov ova
    ev eva enko chuk yan ian dze ez es ini elli etti ucci escu opoulos akis oğlu oglu ström strom quist smith
    jones williams taylor brown davies evans singh kumar patel sharma khan nguyen yamamoto tanaka suzuki silva
    santos costa pereira rossi russo ferrari becker fischer weber wagner hoffmann bauer richter wolf schulz koch
    dubois martin
"""
SURNAME_ENDINGS = tuple(_ENDINGS.split())
