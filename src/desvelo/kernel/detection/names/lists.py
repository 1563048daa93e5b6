"""Brazilian names, as ``fold`` gives them: written down for this project from common knowledge, no list copied.

Order within a list means nothing.  A word that is also an ordinary word, a place, a saint or a brand stands in a list
of its own, because alone it says little.  Source: everyday Brazilian naming; guidelines.md (PERSON_NAME).
"""

from desvelo.kernel.detection.wordlist import words

GIVEN = words(
    """
    abigail abilio abner abraao absalao acacio adair adalberto adalgisa adao adauto adelaide adelia adelina adelino
    adelson ademar ademilson ademir adenilson aderbal adilson adonias adrian adriana adriane adriano adrielle
    adrielly afonso afranio agatha agenor agnaldo agnes agostinho aguinaldo ahmed aida ailton airton akira alaide
    alain alan alana alberto alceu alcides alcione aldair aldemir aldenir aldo alessandra alessandro alex alexandra
    alexandre alexia alexsandra alexsandro alfredo alice alicia aline alisson allan allana almerinda almir aloisio
    aloysio altair altamiro aluisio alvaro alvina alzira amadeu amanda amaro amaury ambrosio amelia amelinha americo
    ana anabela anabelle anacleto anamaria anderson andre andrea andreia andreina andresa andressa andrey andreza
    angela angelica angelina angelita anibal aninha anita anna annabel anne annelise annika anselmo antenor anthony
    antonella antonia antonieta antonino antonio antony aparecido apollo araci ariadne ariane ariel arielle
    aristides arlete arlindo armando arnaldo arthur artur asafe astrid augusto aurea aurelia aurelio ayla aylla
    ayrton azenilda baltazar barbara bartolomeu basilio beatriz bella belmira belmiro benedita benedito benicio
    benjamim benjamin benvinda berenice bernadete bernardina bernardo bertha bethania bianca braulio brayan brenda
    brenno breno brigida bruna bruno bryan caetana caetano caio caleb calebe camila camilla camille camilo carina
    carine carla carlinhos carlos carlota carmelita carmem carmen carolina caroline cassandra cassia cassiano cassio
    catarina catia caua cauan caue cauet cecilia celia celina celio celma celso cesar charlene charles chirlei
    christian christiane christiano christina cibele cicera cicero cinthia cintia clarice clarissa claudemir
    claudete claudia claudiane claudinei claudineia claudio claudiomiro clayton cleber cleide cleiton clelia
    clementina cleonice cleonilda cleusa cleuza clodoaldo cloves clovis corina cosma cremilda crisley cristian
    cristiana cristiane cristiano cristina cynthia dafne dagmar daiana daiane dalila dalmo dalton dalva damares
    damiana daniel daniela daniele danielle danielly danilo darci darcy dario darlan darlene davi david dayana
    dayane debora deborah deise deivid deivison dejanira delcio delma demetrio denilson denis denise dennis deodato
    deolinda derick desiree deusdete deusimar devanir diana diego dieison dilermando dilma dilson dimas dinah dinora
    diogo dione dirce dirceu djair djalma djanira dolores domenica domingas dora doralice dorival doroteia douglas
    dulce dulcineia durval durvalina edclei edenilson eder edgar edilene edileusa edileuza edilson edimilson
    edinaldo edineia edir edison edith edivaldo edmar edmara edmilson edmundo edna ednaldo ednei edson eduarda
    eduardo edvaldo edvan edvanda edvania edwiges efigenia efraim elaine elba elcio elder eleni elenice eleonora
    eleuterio elia eliana eliane elias elida eliel elieser eliete eliezer elinalva eliomar elionai elis elisa
    elisabete elisabeth elisandra elisangela elisete eliseu elivelton eliza elizabete elizabeth elizangela elizeu
    elizia ellen eloa eloah elody eloi eloisa eloy elpidio elsa elson elton elvira elvis elza emanoel emanuel
    emanuela emanuele emanuella emanuelle emanuelly emerson emilia emiliana emiliano emilio emilly emily enedina
    eneida enoque enrico enzo eraldo erasmo erenice erica erick erico erika erivaldo erivelton ermelinda ernani
    ernesta ernesto erondina eronildes estefani estefania estela ester estevao esther etelvina euclides eudes
    eugenia eugenio eulalia eunice euridice evaldo evandro evangelina evaristo evelin eveline evelyn everaldo
    everson everton ezequias ezequiel ezequiela fabia fabiana fabiane fabiano fabiele fabio fabiola fabricia
    fabricio fatuma faustino felicia feliciano felipe felippe ferdinando fernanda fernando filipe filomena firmina
    firmino flavia flaviana flaviano flavio floriano florinda florisvaldo franciele francielle franciely franciene
    francine francinete francisca francisco frederico gabriel gabriela gabriele gabriella gabrielle gabrielly gael
    gaspar geisa geisiane genesio geni genilda genilson genival genivaldo genoveva george georgia georgina geovana
    geovane geralcina geralda geraldo germana germano gerson gertrudes gesiel gessica geyse giane gicelia gilberto
    gilcelia gilda gildo gilmar gilmara gilsara gilson gilvan gilvania giovana giovane giovani giovanna giovanni
    gisela gisele giselle gislaine gislane gislene glauber glaucia glaucilene glaucio gleice gleiciane gleidson
    gleison glenda goncalo graciela graciete graziela graziele grazielle gregorio guilherme guilhermina guiomar
    gustavo hadassa hamilton haroldo hassan hebe heber heitor helder helen helenice heleno helia heliton hellen
    hellena heloisa heloise helton henrik henrique henry herbert hercilia hercules herica hermes herminia herminio
    hiago hilda hildebrando hilton hipolito hiroshi horacio hortencia hosana hudson hugo humberto iago ian iara
    iasmin ibrahim icaro idalia idalina ieda igor ilda ilka ilma ilson ilza inacia inacio ines inez ingrid iolanda
    iolene iracema iraci iraildes irene irineu ironilda isaac isabel isabela isabele isabella isabelle isabelly isac
    isadora isaias isaque isaura isis ismael isolda itamar iury ivan ivana ivanete ivani ivanilda ivanildo ivanir
    ivete ivo ivone ivonei ivonete ivonilde izabel izabela izabella izadora jaciara jacinto jacira jackeline jackson
    jacob jacqueline jacques jader jaime jaina jair jairo jaison jamile jamilly janaina jandir jandira jane janeide
    janete janice janiele jaqueline jardel jason jean jeane jeferson jefferson jenifer jennifer jeova jeremias
    jeronimo jerusa jesse jessica jhennifer jhonata jhonatan jhonatas jhonny jhulyanny joana joanita joao joaozinho
    joaquim joaquina jocelia jocelino jociane joel joelia joelma joelson johnatan johnny joice jonas jonatas
    jonathan jonilson jordana jorge jorgina jorginho josafa jose joseane josefa josefina joselia joselito josenildo
    josenilton josiane josias josicleide josilene josimar josineide josivaldo josue josy jovelina jovina joyce juan
    juarez jucelia jucelino juciara jucilene jucimara judite judith julia juliana juliane juliano julieta julimar
    julinha julio juraci jurandi jurandir jurema juscelino jussara justina juvenal juvencio juvenira kaio kaique
    kamila kamilly karen karin karina karine karla karolina karoline karoliny kassia katarina katia katiane katiucia
    kaua kauan kauane kauany kayke keila keilane keity kelly kelvin kelvyn kenia kenji keren kethlen ketlyn kevin
    khaled kleber laercio laerte laila lais laisla lara larissa laudelina laura laureano laurinda laurita lauro
    lavinia lavinya lazara lazaro leandra leandro leda leidiane leidimar leila lenice lenilson lenir lenira lenita
    leocadia leonardo leoncio leonel leonice leonidas leonilda leonor leonora leopoldo leticia levi liam lidia
    lidiane ligia lilian liliana liliane lina lindalva lindaura lineu lisandra lisiane livia liz loide lorena
    lorenzo lorraine lorrane lourenco lourival luan luana luara lucas lucca lucelia lucia luciana luciane luciano
    lucicleide lucielle luciene lucila lucilene lucilia lucimar lucimara lucinda lucineia lucio lucivaldo lucrecia
    luigi luis luisa luiz luiza luizinho lunna luzia luzimar luzinete lygia madalena maely mafalda magali magda
    magno maiane maiara maicon maira maisa maite malvina manoel manoela manuel manuela manuella mara marcela marcele
    marceli marcelino marcelo marcia marcilene marcilio marcio marcolino marcone marcos marcus margarete margareth
    mari maria mariah mariana mariane mariangela marianna mariano mariazinha maricelia mariele marilda marilena
    marilene marilia marilu marilza marinalda marinalva marineide marinete marinez mario marisa maristela marivalda
    marivaldo mariza marizete marla marlene marli marlon marly marquinhos marta martha martim martina mateus matheus
    mathias matias matilde matteo maura mauricio maurilio maurina mauro maximiliano maxwell maya mayane mayara
    maycon mayra maysa meire melchior melina micael micaela micaele michael michel michele michelle michelly miguel
    mikaela milena milene milton minervina mirela mirella miria miriam mirian mirna mirtes misael moacir mohamed
    mohammed moises monica monique murilo mylena nadia nadir nadja naiane naiara naim nair nanci nancy naomi natacha
    natalia natalie natalina natalino natanael natasha nathalia nathalie nathan nayane nayara neide neidiane neila
    neiva nelci nelia nelio nelita nelma nelson nely nerci nereu nestor neusa neuza newton ney nicanor nicolas
    nicolau nicole nicoly nilce nilcea nilda nildo nilmara nilo nilson nilton nilva nilza nivaldo nivea nivia noah
    noe noemi noemia norberto norival nubia nuno octavio odair odete odila odilon odirlei olga olimpio olindo oliver
    olivia omar ondina oneide onofre oraci oreste orlanda orlando osmar osmarina osmarino osmir osny ossian osvaldo
    oswaldo otacilio otavio otelina otilia otoniel otto ozeias ozeni pablo paloma pamela patricia patrick paula
    pauliana paulinha paulinho paulo pedrina pedrinho pedro penelope petronio petrucio pietra pietro plinio poliana
    pollyana pricila priscila priscilla quezia quirino quiteria rael rafael rafaela rafaella raiana raiane railson
    raimunda raimundo raissa ralf ramiro ramon ranieri raoni raphael raphaela raquel raul ravi ravy rayana rayane
    rayanne rayssa rebeca regiane regina reginaldo reinaldo reinilda rejane renan renata renato renildo rhavi rhuan
    ricardo richard rildo risomar rita roberta roberto robson rodolfo rodrigo rogerio romario romeu romilda romildo
    romulo ronald ronaldo ronan ronei rosalia rosalina rosalino rosalva rosana rosane rosangela rosaria roseane
    roseli rosely rosemary rosemeire rosemeri rosenilda rosiane rosicleide rosilane rosilda rosilene rosimar
    rosimeire rosinei rosineide rosivaldo rozana ruan rubem rubens rubia rui ruth ryan sabrina salete salomao
    samanta samantha samara samuel samuela sandoval sandra sandro sarah sebastiana sebastiao selma sergio severina
    severino shakira sheila shirlei shirley sibele sidinei sidnei sidney silas silmara silvana silvania silvano
    silvestre silvia silvina silvio simao simone socrates sofia solange sonia sonildo sophia sophie soraia soraya
    stefani stefanie stefany stela stella stephanie stephany suelen sueli suellen suely sulamita susana susane
    suzana suzane suzete sylvia tabata taciana taciane tadeu taiane taina tainara tairone tais takeshi talita tamara
    tamires tania tarcila tarcisio tarsila tatiana tatiane tauane telma teo teodora teodoro teofilo teresa teresinha
    tereza terezinha thabata thaiane thaina thais thaisa thaise thales thalia thalita thamires thayna thaynara theo
    theodor theodora theodoro thiago thomas thomaz tiago tiane tiburcio tobias tomas tomaz tulio ubaldo ubirajara
    ubiratan uilson ulisses ulysses uriel ursula vagner valdeci valdecir valdelice valdemar valdemir valdenice
    valdenir valdete valdinei valdineia valdinete valdir valdirene valdomiro valentim valentin valentina valeria
    valerio valmir valquiria valter vanda vander vanderlei vanderleia vandeson vanessa vania vanilda vanildo vanusa
    vanuza verena veridiana veronica vicente vicentina victor vilma vilmar vilson vinicius violante virginia vitor
    vitorio vivian viviana viviane vladimir wagner waldemar waldir waldomiro walkiria wallace walmir walter wanda
    wander wanderlei wanderleia wanderley wanderson wanessa weber welington weliton wellington wellinton wendel
    wendell wescley weslei wesley weslley weverton wilian william williams willian wilma wilmar wilson wladimir
    xavier yago yan yanne yara yasmim yasmin yasmyn ygona ygor ynara yohana yolanda youssef yuki yuri yvone zacarias
    zaira zelia zelina zelinda zenaide zenilda zenildo zenilton zenobia zezinho zila zilda zilma zilmar zoe zoraide
    zuleica zuleide zulmira zumira
    """
)
"""Given names that are hardly anything else."""

GIVEN_WORDS = words(
    """
    abel agata alba alegria ali amado america amor amora angel angelo anjo aparecida arcanjo arlequim augusta aurora
    auxiliadora bela benta bento brisa candida candido carmo celeste clara clemente conceicao conrado consolacao
    constancia cora cosme cristal cristo dalia damiao dante delfim dina divina divino domingos dores eden edite
    esperanca estrela europa eva fatima fausto felix fiel fiona flor florencia franco frida gema genesis gentil geny
    gil gloria glorias graca gracas helena helio ida iris israel jade jasmim jesus justo lourdes lua luar luna
    luz magna maia marco margarida marina marte max mel melissa mercedes mercia messias milagre milagres moema natal
    conceicao lourdes assuncao nazare nice nobre norma olavo olinda oriana paixao palmira pascoal paz penha perla
    perola perpetua pia piedade
    pilar pinha primavera rocha romana rosa rosario rosas rosinha ruby safira salvador santa santiago sara serafim
    serena socorro sol soledade trindade valente ventura vera verbena victoria violeta virgilio vital vitoria
    washington zara
    """
)
"""Given names that are also words, places, saints or brands."""

NICKNAMES = words(
    """
    adri ale alessa babi bel betania bete beth betinha betinho beto bia biazinha binho brunao bruninha bruninho caca
    cacau cadu carlao carlinha carlito carol carolzinha cauca chico chiquinha chiquinho cida cidinha cissa cla cris
    crisinha dani danizinho dede dete didi dri drica du duda dudu edu fabi fabinho fefe fer fernandinha fernandinho
    flavinha flavinho fran gab gabi gabs gi gigi guga gugu gui guto helo isa iza jana janinha jo joca jojo jonny
    jorjao ju juca juju julinho juninho junior kaka kika lari leke lele leleco leninha leo leozinho leti lili lilica
    lindinha lipe lu luci lucinha luizao luizinha luka lulu mah malu manoelzinho manu marcao marcinha marcinho
    maurao mauricinho mazinho mila mimi moni nana nanda nandinha nando nati natinha nega nego neguinha neguinho nena
    nenem nete neto neuzinha nilma nina ninha nino noca pati patty pedrao pepe pri quinha rafa rafinha renatinha
    ricardinho robertinho robinho rodrigao ronaldinho sandrinha sassa serginho sil silvinha silvinho suzi suzy tata
    tati teca teteu tiao tico titi tonho toni tonico toninho tony tuca vado vava vic vini vivi wal xanda xande xico
    zuca lala lolo tina tininha zequinha bebel belinha mari marizinha nathy nath naty thi thiaguinho gustavinho rick ric
    lucao luquinhas matheusinho pedrinho joaozinho julinha marininha leticinha pepeu tutu maneco nenzinha bibi fafa gege
    jaja kiki luba maga mimi mica pitty re ro rosinha solzinha sula tetica valzinha vaninha zeni tonha chica chiquito
    ze zeca zefa zeze zezinha zica zilu zito
    """
)
"""Short forms."""

SURNAMES = words(
    """
    abrantes abreu accioly adami aguiar albuquerque alcantara alencar almeida alvarenga alvares alvim amancio amaral
    amorim andrade antunes aquino aragao arantes araujo arruda assis assuncao athayde avelar avila azeredo azevedo
    bacelar baptista barbosa barcellos barcelos barreto becker beltrao benevides bernardes bertolini bezerra bianchi
    bitencourt bittencourt boaventura borges borghi botelho braganca brandao bressan brito camargo campelo canuto
    cardoso carmona carrara carvalho cassol castilho castro cavalcante cavalcanti cerqueira chagas cintra cirino
    cohen correa correia coutinho cunha custodio dalla damasceno dantas domingues dorneles dornelles duarte dutra
    esteves evangelista fagundes faria farias fernandes ferrari ferraz ferreira fialho figueiredo figueredo
    filgueiras fischer fiuza fogaca fonseca fontana fontenele fortunato fraga freitas furlan galvao garcia garrido
    giacomini godinho godoy goes gomes goncalves gonzaga gouvea gouveia guedes guimaraes gurgel gusmao haddad
    hartmann henriques hoffmann iglesias inoue jacome junqueira kawasaki kimura klein kobayashi kowalski lacerda
    lamounier leme lemos lessa levy linhares lins lira lobato lopes louzada lucena macedo maciel madureira magalhaes
    marcondes marinho marques martinez martins mascarenhas matos mattos medeiros medina meireles meirelles mello
    melo mendes mendonca meneses menezes mesquita miranda moniz monteiro montenegro moraes morais moreira moreno
    moretti motta moura mourao muller munhoz muniz nakagawa nakamura nassar nobrega nogueira noronha novaes novais
    nunes ogawa oliveira ornelas ortega osorio otero pacheco padilha palhares pantoja pasqualini patricio paulino
    pedrosa pedroso peixoto penteado pereira peres perez pimentel portela prates prestes procopio queiros quintana
    quintela rabelo ramalho ramires rangel rebello rebelo resende rezende ribas ribeiro rodrigues romero roque rossi
    sa saad saldanha sales salles sampaio sanches santana santanna saraiva sarmento sato schmidt schneider schultz
    seixas senna serpa serrano silva silveira simoes siqueira soares sodre sousa souza stein suzuki takahashi tanaka
    tavares taveira teixeira telles tessaro tolentino trajano trevisan uchoa valadares valverde vargas vasconcellos
    vasconcelos vaz velasco veloso vianna vilaca vilar vilela villela viveiros vogel watanabe yamada yamamoto
    yoshida zago zanella zanetti zanini zanon ziegler
    """
)
"""Surnames that are hardly anything else."""

SURNAME_WORDS = words(
    """
    alegre alves amado amazonas anjos aranha bahia baiano baiao bandeira barata barra barreira barros barroso bastos
    batalha batista bela belo boa bom bonfim borba braga branco brasil bravo bueno cabral calado caldas caldeira
    campos canto cara carneiro casal castanho castelo chaves coelho coimbra colombo conceicao conti cordeiro corte
    cortez costa couto cravo crespo cruz delgado dias diniz dourado esperanca espindola espirito falcao feijo feliz
    feno ferro fiel figueira filho flores fontes forte fortes franca franco freire furtado gallo galo gama gentil
    goiano graca grande granja guerra guerreiro guia holanda hora horta jardim jesus jordao junior justo lage lago
    leal leao leitao leite lima lisboa lobo lua luz machado maia maior malta manso mar maranhao mineiro mota
    nascimento neto neve neves nobre nova paes paiva palma paraense parana parente passos patria paz pena penha
    pessoa pestana pimenta pinheiro pinho pinto pires poeta ponte pontes porto portugal prado prata preto quadros
    quaresma queiroz ramos raposo rego reis ribeira rico rios rocha roma romano romao rosa rosario sabia sal salgado
    salvador santa santo santos sardinha segundo seixo sena serra severo sobral sobrinho souto teles terra toledo
    torres trigo trindade vale valente valle veiga ventura veras viana vidal vieira viola vital vitoria
    """
)
"""Surnames that are also words or places."""

SELDOM_NAMES = words(
    """
    parente passos pessoa primeiro segundo
    alegre ali amada amado amor anjo bela belo boa bom branca branco camara casa casal certo corte dia dias divina
    divino feliz ferro fiel forte grande guia hora ida justo linda maior mar marco mata mel nice nobre nova
    novo paz pena preta preto sal sol terra trigo valente vital
    """
)
"""Those of the words above that, in lower case, are a name only where something else says so."""
