"""Given names that are hardly anything else, as ``fold`` gives them.

Source: everyday Brazilian naming, written down for this project, of all generations and of those who came lately.
"""

from desvelo.kernel.detection.wordlist import words

NAMES = words(
    """
    owen moira siobhan gessi antonela erivelto getulino palmiro ethan tyler kyle brandon justin hannah abby
    megan heather caitlin colleen deirdre eamon declan aidan conor niamh aoife ciara fergus hamish duncan
    malcolm alastair graham nigel trevor derek clive gareth rhys bronwyn gwen sian hans jurgen dieter gunther
    helmut wolfgang uwe greta heidi sven lars bjorn freya alessio chiara francesca federica stefano marcello
    guillaume chloe mathilde akiko naoko haruto sakura xiaoming aminata abdoulaye ousman kofi kwame chukwu ngozi
    khalid yusuf mustafa zainab agustin joaquin guadalupe rocio belen soledad nahuel facundo gonzalo gesualdo
    cleonir edivania thayza kethlyn zayn aysha adenilza arquimino cleidimar dorinha edivar elzimar esdras
    francinaldo gercino gilvaneide iranilda mirosmar olindina sidneia silvonei joselma edleide neuraci orivaldo
    petronila tatiele thuany
    abdias abdou abelardo abigail abilio abimael abner abraao abrahao absalao acacio acir ada adair adalberto
    adalgisa adaltiva adalto adamastor adao adauto adebayo adelaide adelia adelina adelino adelmar adelmo adelson
    ademar ademilson ademir adenilson adenir aderaldo aderbal adilio adilson admilson adolfo adonias adonis adrian
    adriana adriane adriano adriel adriele adrielle adrielly afonso afranio agatha agenor agnaldo agnes agostinho
    agripino aguinaldo ahmed aida ailton aimee airam airton aisha akemi akira aladir alaide alain alan alana alane
    alanis albertina alberto albino alceu alcides alcindo alcione alcir alda aldair aldemar aldemir aldenir aldenora
    aldete aldir aldo alecio alecsandro aleixo alejandra alejandro alerson alessandra alessandro alex alexandra
    alexandre alexia alexsander alexsandra alexsandro alfeu alfredo alice alicia aline alisson allan allana allyson
    almerinda almir almira aloisio aloysio altair altamir altamira altamiro altemar altina altino aluisio aluizio
    alvaro alvina alvino alyson alzira amabile amadeu amalia amanda amarildo amarilis amaro amauri amaury ambrosio
    amelia amelinha americo ametista amilcar amilton ana anabel anabela anabelle anacleto anahi analia analice
    anamaria ananda ananias anastacia anastacio anaya anderson andre andrea andreas andreia andreina andres andresa
    andressa andrew andrey andreza andriele andrielle anelise anesia anesio anete angela angelica angelina angelita
    anibal anilton aninha anisia anisio anita anna annabel anne annelise annika anselmo antenor anthony antonella
    antonia antonieta antonino antonio antony aparecido apollo apolonia apolonio aquiles araci arcelino arcenio
    ariadne ariana ariane arianna ariel ariela ariele arielle arildo arilson ariosvaldo aristeu aristides
    aristoteles arlene arlete arley arlinda arlindo armando armelinda arminda armindo arnaldo arno arnobio arnold
    aroldo arsenio artemio artemis arthur artur ary asafe ashley astor astrid astrogildo atila atilio audrey augusto
    aurea aurelia aureliano aurelio aurino avelino ayana ayane ayla aylla ayrton azarias azenilda baltazar barbara
    bartolomeu basilio beatriz belarmina belarmino belchior bella belmira belmiro benedita benedito benicio benito
    benjamim benjamin benvinda benvindo berenice bernadete bernadette bernarda bernardina bernardino bernardo berta
    bertha bertoldo bethania betina bianca bibiana bonifacio boris braian braulio brayan braz brenda brendha brendon
    brenno breno brian briana brigida brigitte bruna bruno bryan caetana caetano caio caique caleb calebe calixto
    camila camilla camille camilly camilo carina carine carla carlene carlinhos carlos carlota carmela carmelinda
    carmelita carmelo carmem carmen carmina carmosina carolaine carolina caroline cassandra cassia cassiana cassiane
    cassiano cassilda cassio castorina catarina catia caua cauan cauana cauane caue cauet cecilia celena celestina
    celestino celia celina celino celio celma celsa celso cesar cesario charlene charles charliane cheikh chinedu
    chirlei christian christiane christiano christina christopher cibele cicera cicero cidalia cileia cilene cilmara
    cinara cinthia cintia ciria cirila cirilo cirlene ciro clarice clarinda clarissa claudemir claudenice claudete
    claudia claudiana claudiane claudinei claudineia claudinete claudio claudiomiro claudionor clayton cleber
    cleberson cledson cleia cleide cleidiane cleidson cleiton clelia clementina clemilda clemilson clenilda cleonice
    cleonilda cleria cleunice cleusa cleuza cleverson clicia clodoaldo clodomir clotilde cloves clovis cordelia
    corina cornelia cornelio cosma cremilda creusa creuza crislaine crislane crisley cristian cristiana cristiane
    cristiano cristina cristine cristopher cristovao cynthia cyro daciana dafne dagmar dagoberto daiana daiane
    daiany dalila dalmo dalton dalva dalvina dalvino damares damaris damiana damiano dandara daniel daniela daniele
    danielle danielly danielson danilo danubia darci darcilene darcio darcy dario darlan darlei darlene darley
    darlin darwin davi david davidson davina dayana dayane dayse debora deborah deise deisi deisiane deivid deivis
    deivison dejair dejanira delcio deleon delia delma delmira delmiro delza demetrio demetrius denilson denis
    denise denisson dennis deocleciano deodato deolinda deonisia derick derli desiree deusdedit deusdete deusimar
    deuza devair devanir diana diane didier diego dieison dilan dilce dilceia dilermando dilma dilson dilza dimas
    dimitri dinah dinalva dinora diogenes diogo diomedes dionatan dione dionisia dionisio diony dirce dirceu dirlei
    divaldo divonei djair djalma djanira djavan djeison djenifer djonatan dolores domenica domenico domingas
    domitila donata donizete donizeti donizetti dora doraci doralice dorcas doris dorival dorotea doroteia dorothea
    douglas dulce dulcilene dulcineia durval durvalina dylan eber ebert eda edclei edelmira edenilson eder ederson
    edgar edgard edicleia edilaine edilea edilene edileusa edileuza edilma edilson edilton edimar edimara edimilson
    edina edinaldo edinalva edinei edineia edinho edione edir edisio edison edith edivaldo edivan edjane edleusa
    edmar edmara edmea edmilson edmundo edna ednaldo ednei edneia edneide edson eduarda eduardo eduin edvaldo edvan
    edvanda edvania edvirges edwiges efigenia efraim egidio egle eider eimar elaine elba elcio elda elder eldo elen
    elena eleni elenice elenilda elenir elenita eleonor eleonora eleuterio elga elia eliana eliane elias elida eliel
    elienai eliene elieser eliete eliezer eligio elimar elina elinalva elineide elio eliomar elionai elis elisa
    elisabete elisabeth elisandra elisangela eliseo elisete eliseu elisiane elisio elissa elita elivelton eliza
    elizabete elizabeth elizangela elizete elizeth elizeu elizia eliziane ellen elma elmar elmo eloa eloah elody
    eloi eloina eloisa eloiza eloy elpidio elsa elson elton elvira elvis elza elzira emanoel emanuel emanuela
    emanuele emanuella emanuelle emanuelly emeka emerson emidio emiko emilia emiliana emiliano emilio emilly emily
    emma enaldo eneas enedina eneida eni enilda enio enoque enrico enrique enzo epaminondas eponina eraldo erasmo
    erenice eric erica erick ericka erico erik erika erivaldo erivan erivelton erlon ermelinda ernandes ernane
    ernani ernesta ernestina ernesto erni erondina eronides eronildes eros esmeralda esmeraldina esmeraldo
    estanislau estefani estefania estefano estela ester estevao esther etelvina eteuvina euclides eudes eudocia
    eudoxia eufrasia eufrasio eugenia eugenio eulalia eulina eunice euri euridice euripedes eusebio eustaquia
    eustaquio eutalia euza euzebio evair evaldo evandro evangelina evani evania evanilda evanir evaristo evelin
    eveline evelyn everaldo everson everton evilasio evilin ezequias ezequiel ezequiela ezio fabia fabiana fabiane
    fabiano fabiele fabienne fabio fabiola fabricia fabricio fatou fatuma faustina faustino febe felicia feliciana
    feliciano felicio felipa felipe felippe felisberto felisbina ferdinando fernanda fernando fidelis filipe filippa
    filomena filomeno firmina firmino flavia flaviana flaviane flaviano flavio floriano florinda florindo floripes
    florisvaldo fortunata franciele francieli francielle franciely franciene francine francinete francis francisca
    franciscleide francisco francislene franklin franyelis frederica frederico fredson fulvia fulvio gabriel
    gabriela gabriele gabriella gabrielle gabrielly gael galdina galdino galileu gamaliel gaspar gean geandra geane
    geici geisa geise geisiane geison geiza gelson gemima genaro genesio genezio geni genilda genilson genival
    genivaldo genoveva genuino george georgia georgina geova geovana geovane geovani geralcina geralda geraldina
    geraldo gerlane germana germano gerson gertrudes gerusa gesiel gessica gessy getulio geyse gian giancarlo giane
    giani gianlucca gicelia gilberta gilberto gilcelia gilcimar gilda gildasio gildete gildo gilead gilma gilmar
    gilmara gilsa gilsara gilson gilvan gilvanete gilvania giordano giovana giovane giovani giovanna giovanni gisela
    giselda gisele giselia giselle gisely gislaine gislane gislene giulia giuliana giuliano giuseppe givaldo
    givanildo glauber glauce glaucia glauciane glaucilene glaucio glaucy glayce gleice gleiciane gleicy gleidson
    gleison gleisson glenda glenn gleuza glicia glorinha godofredo goncalo graciana graciano graciela graciele
    gracielle graciete gracilda gracilene gracinda graciosa graziela graziele grazielle grazielly graziely gregorio
    greice greiciane greicy gricelda guerline guido guilherme guilhermina guilhermino guiomar gumercindo gustavo
    gutemberg guttemberg hadassa hamilton haroldo harumi hassan haydee hebe heber hebert heitor helba helder helen
    helenice helenita heleno helga heli helia heliana heliane helida heliodoro heliomar heliton hellen hellena heloa
    heloisa heloise heloiza helton helvecio helvio hemerson henri henrik henrique henriqueta henry heraclito heraldo
    herbert herberth hercilia hercilio hercules heriberto herica herlon hermano hermelinda hermelino hermenegildo
    hermes herminia herminio hermogenes hernan hernane hernani heron herondina hevelin hiago higor hilaria hilario
    hilda hildebrando hildegard hildete hilma hilton hipolito hiromi hiroshi homero honorato honoria honorina
    honorio horacio hortencia hosana huberto hudson hugo humberto hussein iago ian iana iane iara iasmim iasmin
    iassmin ibrahim ibrahima ibraim icaro idalia idalina idalino idelfonso idelma idelson idemar idevaldo ieda iesa
    iggor ignacio ignez igor ilana ilca ilce ilda ildefonso ildete ildo ilka ilma ilmar ilsa ilson ilza ilzete
    imaculada inacia inacio indaia indalecia indiara indira ines inez ingrid ingridy inocencio iolanda iolando
    iolene ionara ione ionice iracema iraci iraildes irajacy irani iranildo irany irene ireni irenio ireno iriana
    irineia irineide irineu irmgard ironilda isaac isabel isabela isabele isabella isabelle isabelli isabelly isac
    isadora isael isaias isaltina isaque isaura isauro isidora isidoro isidro isis ismael ismar ismenia isolda
    isolina isotilia itala italo itamar itamara itana iury iva ivaldo ivan ivana ivane ivanete ivani ivanice
    ivanilda ivanildo ivanir ivanise ivanor ivelise ivete iveth ivo ivone ivonei ivonete ivoni ivonice ivonilde
    izabel izabela izabella izabelle izabelly izadora izael izaias izaque izaura izidoro izidro izis izolda izolina
    jaciara jacinta jacinto jacira jackeline jackson jaco jacob jacque jacqueline jacques jader jadiel jadir jadson
    jael jaian jaiane jailma jailson jailton jaime jaina jainara jair jaira jairo jaison jamerson james jamil jamile
    jamilly janaina janaira jandir jandira jane janecleide janeide janer janete janice janiele janilson janine janio
    janis jansen januario jaqueline jaques jarbas jardel jarlan jasiel jasmine jason jaudete javier jean jeane
    jeferson jefferson jefter jenifer jeniffer jennifer jeova jeremias jeronimo jerusa jesica jesiel jesse jessica
    jessie jesuina jesuino jezebel jhenifer jhennifer jhoan jhon jhonata jhonatan jhonatas jhonny jhony jhulyanny
    joab joana joanes joaninha joanita joao joaozinho joaquim joaquina joas job jobson jocasta jocelaine joceli
    jocelia jocelino jocelyn jocelyne jociane jocileide jocimar jocinaldo joel joelia joelma joelson johann johanna
    john johnatan johnny joice joicy jonas jonata jonatan jonatas jonatha jonathan jones joni jonilson jony jordana
    jordania jordano jordi jorge jorgina jorginho josafa joscelino jose joseane josefa josefina joseli joselia
    joselita joselito josemar josemara josenilda josenildo josenilton josette josevaldo josiana josiane josias
    josicleide josiel josiele josielma josilene josimar josimara josinaldo josineide josivaldo josivan josue josy
    jova jovelina jovelino joviano jovina jovino joyce jozias jozimar juan juana juarez jucara juceli jucelia
    jucelino jucemar juciara jucileia jucilene jucimara judite judith julia juliana juliane juliano julieta juliete
    julieth juliette julimar julinha julio julita jumara jungle juraci jurandi jurandir jurema jurlene juscelino
    jussara jussiara justina justiniano justino juvenal juvencio juvenira juventina juventino kaiky kaio kaique
    kaira kalel kalil kalina kamila kamilly kaori karen karim karin karina karine karla karlla karol karolaine
    karolina karoline karoliny karollayne kassia kassiane katarina kathleen katia katiana katiane katiele katiucia
    katiuscia katlin katrine katy kaua kauan kauane kauanny kauany kawan kayan kayke kayky kazuo keila keilane keity
    kelen keli kellen kelli kelly kelvin kelviny kelvyn kely kemilly kemily kenia kenji kennedy kenneth keren
    kerolayne kerolin kervens kessia ketelin ketellyn kethlen ketlen ketlin ketlyn keurilene kevin khadija khaled
    kiara kimberli kimberlly kimberly kiria klara klaus kleber kleberson kleiton kleyton krislaine krisley kristian
    ladislau laercio laerte laila lais laisa laise laisla laiz laiza lana lara larah larissa larisse larysa lauana
    laudelina laudelino laudiceia laura laureano laurenia laurentina laurentino lauriane laurinda laurindo laurita
    lauro lavinia lavinya layane layra laysa lazara lazaro lea leandra leandro leci lecy leda ledir leidiane
    leidimar leidys leila leilane leiliane lelia lena lenara lenice lenilda lenilson lenir lenira lenise lenita leny
    leocadia leocadio leocir leoma leomar leon leona leonan leonard leonarda leonardo leoncio leone leonel leonela
    leonete leoni leonice leonicio leonida leonidas leonidia leonilda leonildo leonir leonor leonora leontina
    leopoldina leopoldo leticia levi lia liam liana liandra liane licia lidia lidiana lidiane lidio liduina liege
    ligia lilia liliam lilian liliana liliane lilly lina lindalva lindaura lindiane lindinalva lindolfo lindomar
    lindomara lindonor lindoval linei lineia lineu lino lisandra lisandro lisete lisiane liv livia livio liz
    liza lizandra lizete lohan lohana lohany loide loise lola lorena lorenza lorenzo loreta lorraine lorran lorrane
    louisa louise lourdete lourenca lourenco lourival luan luana luane luara lucas lucca luccas lucelena luceli
    lucelia lucia luciana luciane luciano lucicleide lucidalva lucidio luciele lucielle lucielma lucien luciene
    lucila lucilda lucileia lucilene lucilia lucilio lucimar lucimara lucimeire lucina lucinda lucineia lucineide
    lucinete lucio lucivaldo lucivania lucrecia ludmila ludmilla ludovico ludovina luigi luis luisa luise luiz luiza
    luizete luizinho lunna lupercio lurdes luriane lusia lusinete luzia luziana luziane luzimar luzinete lyandra
    lygia mabel macario mackenson madalena madson maely maeve mafalda magali magda magdalena magno magnolia magnus
    mahara maiane maiara maicon maiko maila maira mairton maisa maite malaquias malena malvina mamadou manasses
    manoel manoela manuel manuela manuele manuella mara marcal marcela marcele marceli marcelina marcelino marcelo
    marcia marciana marciano marciele marcilene marcilia marcilio marcio marcolino marcone marconi marcos marcus
    mareli margaret margarete margareth mari maria mariah mariana mariane mariangel mariangela marianna mariano
    mariazinha maribel maricelia maricleide mariele marielly marielys marieta marilda marilea marileide marilena
    marilene marileusa marileuza marilha marilia marilim marilin marilourdes marilu marilucia marilurdes mariluz
    marilva marilza marinalda marinaldo marinalva marineide marines marinete marinez marino mario marion mariosa
    marisa mariselma marisete marisol maristela maritania maritza mariusa marivalda marivaldo marivania mariza
    marizete marla marlei marlene marley marli marlice marlise marlon marlos marluce marlucia marly marquinhos marta
    martha martim martin martina martinha martiniana martiniano maruza mateo mateus matheo matheus mathias matias
    matilde matteo maura mauricea mauricia mauricio mauricleia maurilio maurina mauro maxim maximiana maximiano
    maximiliano maxuel maxwell maya mayane mayara mayck mayco maycon mayra maysa mayse mayumi meire meiriele
    melania melanie melany melchior melina melinda melquiades melquisedeque melyssa merces merielle mery messala
    micael micaela micaele micaely michael michel michele michelle michelly mickael midori miguel miguelina mikaela
    mikaelly milagros milca mileidy milena milene milka milla milton minervina mirela mirele mirella mirelle mirelly
    miria miriam mirian mirla mirna mirtes misael mislene moacir moara modou mohamed mohammed moises monalisa monica
    monique monize morgana moussa mozart muhammad muriel murilo mylena nadia nadine nadir nadja naiane naiara naila
    nailde nailson nailton naim nair naira naldo nalva nanci nancy naomi napoleao nara narcisa narciso nasser
    natacha natali natalia natalice natalicio natalie natalina natalino nataly natan natanael natania natasha
    nathalia nathalie nathally nathaly nathan natiele natielle nayane nayara nayla nayra neci necy neemias neide
    neidiane neila neilton neiva nelci nelcinda nelia nelio nelita nelma nelsina nelson nely nelza nemesio neoma
    neomar nerci nereide nereu nerio nero nestor neuci neudir neura neusa neusinha neuza neuzeli newton ney nezia
    nicanor niceia nicia nicodemos nicola nicolas nicolau nicole nicolina nicolly nicoly nicomedes nidia niege nilce
    nilcea nilceia nilda nildete nildo nilmara nilo nilse nilson nilton nilva nilza nilzete nise nisia nivaldo nivea
    nivia niviane noah noe noeli noelia noelma noely noemi noemia nohely norberto norival normando normelia
    normelio nubia nubiara nuno nuria nyara obede octacilio octaviano octavio odair odaisa odalea odete odeth odila
    odilia odilio odilon odir odirlei odorico ofelia olair olegaria olegario olga olimpia olimpio olindo olinto
    oliver olivia olivio olumide oluwaseun omar ondina oneide onelia onofre ophelia oraci oraide oralina orandir
    oreste orestes orfeu oriel orlanda orlandina orlando orley orminda orozimbo orsina oscar oscarina oseias osias
    osmar osmarina osmarino osmary osmir osmira osni osny ossian osvaldina osvaldo oswaldo otacilia otacilio otavia
    otaviano otavio otelina othon otilia oto otoniel otto ousmane ozana ozani ozanira ozeias ozelia ozeni ozias
    oziel ozorio pablo paloma pamela pamila paola paolo pascoalina patricia patrick paula paulete pauliana pauliane
    paulina paulinha paulinho paulo pedrina pedrinho pedrita pedro pelagia penelope pepita percilia percival peri
    pericles perseu peterson petra petronia petronilha petronilio petronio petrucio petruska philippe phillip
    pierina pierre pietra pietro placidia plinio poliana poliane policarpo pollyana pompeu poncio porfiria porfirio
    prescila pricila priscila priscilia priscilla prudencio quedma queila queli quelly querobina querubina quesia
    quezia quirina quirino quiteria quiterio rachel radames radija rael rafael rafaela rafaele rafaella rafaelle
    rafaelly raiana raiane raica railson raimara raimunda raimundo raina rainara raine rainier raisa raissa raiza
    ralf ramila ramiro ramon ramona randerson ranieri raoni raphael raphaela raquel raquelle rariane raul raulinda
    raulino ravena ravi ravy rayana rayane rayanne rayara raylan raylane rayra rayssa rebeca rebecca regiana regiane
    regina reginalda reginaldo reginara regis reinaldo reinan reinier reinilda rejane rejania remi renan renata
    renate renato rene renee renilda renildo renilson renivaldo reuel rhaissa rhana rhavi rhuan rian riana ricarda
    ricardina ricardo richard richardson richelle rickelme rigoberto rilary rildo rilson rilton risalva risete
    risoleta risomar rita ritiele riva rivaldo rivania rivelino roana roberta robertina roberto roberval robervaldo
    robson rochele rochelle rodinei rodney rodolfa rodolfo rodrigo rogelio roger rogeria rogerio rogerlandio rolando
    rolf romario romeu romi romilda romildo romilson romina romualda romualdo romulo ronald ronaldo ronan ronei
    ronie ronilda ronildo ronilson ronivaldo ronivon ronny rony rosalba rosalia rosalie rosalina rosalinda rosalino
    rosalva rosalvo rosaly rosana rosane rosangela rosania rosaria rosaura roseana roseane rosecleide rosecler
    rosedete roselaine roselane roselene roseli roselia roselita roselucia rosely rosemar rosemara rosemari rosemary
    rosemeire rosemeri rosemond rosena rosenilda rosenildo rosenir rosetilde rosi rosiana rosiane rosicleia
    rosicleide rosicler rosiele rosilaine rosilane rosilda rosileia rosileide rosilene rosimar rosimara rosimary
    rosimeire rosimere rosimeri rosinei rosineia rosineide rosineire rosinete rosita rosivaldo rosivania rosmari
    rosmary rozalia rozana rozangela rozeli rozilda rozilene rozineide ruan ruana rubem ruben rubenita rubens rubia
    rudinei rudney rudolf rudson rufina rufino rui rute ruth ruthe rutineia ruy ryan ryana sabina sabino sabrina
    salatiel salete salette salim salma salmo salomao salome salua salustiana salustiano salviano salvina samanta
    samantha samara samaria samela samia samira samoel samuel samuela samyra sandoval sandra sandrelly sandriele
    sandro sanny santina santino sarah sarai saray satoshi saulo savana savio sayuri sebastiana sebastiao selena
    selene selenita selia selma selmira senaide serafina sergia sergina sergino sergio servulo seth severiana
    severiano severina severino shaiane shakira shana sharlene sharon shayane shayene sheila shelly sherlon shirlei
    shirlene shirley sibele sibila sidcley sidiane sidinea sidinei sidineia sidnea sidnei sidney sidonia sidonio
    sigrid silas silene silmar silmara silmaria silmeire silvana silvane silvaneide silvania silvanir silvano
    silveria silverio silvestre silvia silviana silviane silvina silvino silvio silvone simao simara simea simeao
    simei simeia simon simone simoni sinara sinesia sinesio sinval sirlane sirlei sirlene sirley socrates sofia
    solange solania soleane solimar sonia soniamar sonilda sonildo sophia sophie soraia soraya stefan stefane
    stefani stefania stefanie stefany stela stella stenio stephane stephanie stephany steven suane suede suele
    suelen sueli suelia suellen suely sueny sulamita sumaia sunamita susana susane suzana suzane suzel suzelaine
    suzele suzeli suzete suzette suziane sylvia tabata tabita tabitha taciana taciane taciara tacila tacio tadeu
    taiana taiane taila tailane tailine taina tainah tainan tainara tairine tairone tais taisa taise taislane taissa
    takashi takeo takeshi talia talis talison talita talles tallys talya tamara tamily tamires tamiris tania
    tarciana tarcila tarcilia tarcio tarcisia tarcisio tarik tarsila tassia tassiana tassiane tatiana tatiane
    tatielle taua tauan tauana tauane tawane tayana tayla taylane taylor taynah taysa telma temistocles teo teobaldo
    teodolinda teodomiro teodora teodorica teodorico teodoro teodosio teofila teofilo teotonio tercilia tercio
    teresa teresinha tereza terezina terezinha thabata thaiane thaina thais thaisa thaise thales thalia thalis
    thalisson thalita thalys thamires thamiris thauan thayla thayna thaynara thea theo theodor theodora theodoro
    thiago thiarles thierry thomas thomaz thome thuane tiago tiana tiane tiara tiberio tiburcio ticiana ticiane
    timotea timoteo tirza tito tiziana tobias tomas tomasia tomaz tomazia tomoko torquato tuane tuani tulia tulio
    tyrone ubaldina ubaldo ubirajara ubiratan uelinton ueliton uelson ugo uiliam uilson ulisses ulysses umbelina
    urania urias uriel ursula ursulino vadir vagner valber valcir valda valdair valdeci valdecir valdelice
    valdelicio valdelina valdelino valdemar valdemir valdeney valdenia valdenice valdenir valdenora valdereis
    valderes valderi valdes valdete valdevino valdice valdilene valdinei valdineia valdinete valdir valdira
    valdirene valdiva valdivia valdivino valdo valdomiro valdson valentim valentin valentina valeria valeriana
    valeriano valerio valesca valeska valfredo valfrido valmir valmira valmor valquiria valteir valtenir valter
    vanda vandeilson vander vandercleia vanderlan vanderlea vanderlei vanderleia vanderlucia vanderson vandeson
    vandete vandira vando vandoir vanea vanesa vaneska vanessa vania vaniele vanilda vanildo vanilsa vanilson
    vanilza vanina vanir vanise vanja vanusa vanuza vanuzia velma venancia venancio venceslau venicius venilton
    venina venturino veraldo verena veridiana verissimo veronica veronice veruska vicencia vicente vicentina victor
    victorio vidalina vilani vilanir vilma vilmar vilmara vilobaldo vilson vilton vincent vincenzo vinicio vinicios
    vinicius violante virgilina virgilino virginia virginio virgulino virna vitalina vitalino vitelio vitor vitorina
    vitorino vitorio vitorugo viturino vivaldo vivian viviana viviane vladimir vladmir vlamir volmar volmir volnei
    volney wadson wagner walace walas walber walberto walcir waldeir waldemar waldir waldivino waldo waldomiro
    waleska walfredo walison walisson walkiria wallace wallan wallas wallison walmir walmor walteir walter wanda
    wander wandercleia wanderlea wanderlei wanderleia wanderley wanderlucia wanderson wandson wanessa warley
    washinton weber wederson weider weiner welber welbert welder welington welinton weliton wellerson wellington
    wellinton welma welson welton wemerson wenceslau wendel wendell wenderson wendy werick weriton wesclei wescley
    weslainy weslei wesley weslley weverson weverton wiara wilber wilde wilfredo wiliam wilian wiliane willams
    william williams willian williane willy wilma wilmar wilmer wilner wilson wilton winnie winston wisly wladimir
    wlisses wolmar wolney woshington xana xavier xenia ximena xiomara yadira yago yajaira yamileth yan yana yanca
    yane yanet yanka yanne yara yasmim yasmin yasmine yasmyn yelitza yenifer yesenia ygona ygor ynara yoandry yohan
    yohana yoko yolanda yoselin youssef yslane yubiry yuki yuleisy yulia yulimar yurbis yuri yusmary yuuki yvone
    zacarias zaida zaine zaira zaqueu zeferina zeferino zelandia zelia zelina zelinda zelio zelita zelma zenaide
    zenaldo zenauria zeneide zenilda zenildo zenilton zenilza zenira zenite zeno zenobia zenobio zenon zequias
    zezinho zila zilah zilda zildenice zildete zildo zilene zilma zilmar zilmara zilpa zilza zita zizi zoe zoraide
    zoroastro zozimo zuila zuleica zuleide zuleine zulma zulmair zulmar zulmira zumira zuza
    """
)
