"""Brazilian names, as ``fold`` gives them: written down for this project from common knowledge, no list copied.

Order within a list means nothing.  A word that is also an ordinary word, a place, a saint or a brand stands in a list
of its own, because alone it says little.  Source: everyday Brazilian naming; guidelines.md (PERSON_NAME).
"""

from desvelo.kernel.detection.names import given
from desvelo.kernel.detection.wordlist import words

GIVEN = given.NAMES
"""Given names that are hardly anything else."""

GIVEN_WORDS = words(
    """
    lisa abel agata alba alegria ali amado america amor amora angel angelo anjo aparecida arcanjo arlequim
    augusta aurora
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
    netao guiga tonhao zecao neco zeza nenzao bitinho dodo adri adrianinha ale alessa alezinha alezinho alicinha
    alinezinha amandinha andreinha andrezinho babi bebel
    bebelzinha bel belinha belzinha bene betania bete beth betinha betinho beto bia biazinha bibi binho brunao
    bruninha bruninho caca cacau cacilda cadu camilinha carlao carlinha carlinho carlito carminha carol carolzinha
    cassinha cauca ceci celinha chica chicao chico chiquinha chiquinho chiquito cida cidinha cidoca cissa cla
    clarinha claudinha claudinho cris crisinha dani danilinho danizinho debinha deboinha dede dete didi didinha
    didinho diegao diegotinho dri drica du duda dudinha dudu duduzinho edsonzinho edu elzinha emilinha ericao evinha
    fabao fabi fabinha fabinho fafa fatinha fefe felipao felipinho fer fernandinha fernandinho fifi flavinha
    flavinho fran gab gabi gabs gege gi gigi giginha gilsinho giovaninha gleicinha guga gugu guguinha gui guinho
    guizinho gustavinho guto heitorzinho heleninha helo helozinha henriquinho iaia isa isinha ivinho iza izinha jaci
    jaja jana janinha jaque jaquinha jefinho jessiquinha jo joaozinho joca jojo jonny jorjao josi josinha ju juca
    juju julinha julinho juninho junior juquinha kaka keke kekinha kellyzinha kika kiki kikinha lala lari larinha
    lauinha laurinha leandrinho leke lele leleco leleu lelinha leninha leo leozinho leti leticinha lidinha lili
    lilica lilizinha lindinha lipe lolinha lolo lu luba lucao luci lucinha lucinho luisinha luisinho luizao luizinha
    luka lulinha lulu luquinha luquinhas lurdinha luzinha maga mah malu malvininha maneco manoelzinho manu manuzinha
    marcao marcinha marcinho mari mariinha marilinha marininha marizinha marquinho mateuzinho matheusinho maurao
    mauricinho mazinha mazinho mica micheli miguelzinho mila mimi moni murilinho nana nanda nandao nandinha nando
    nanzinha nath nathy nati natinha naty nega nego neguinha neguinho neidinha nelsinho nena nenem nenzinha nete
    neto neuzinha nicinha nilinha nilma nilzinha nina ninha nino nitinha noca odetinha olguinha osvaldinho pamelinha
    pati patricinha patty paty paulao pedrao pedrinho pepe pepeu pitty pri quim quinha quinzinho rafa rafaelinha
    rafao rafinha raimundinho raquelzinha rayssinha re reginha regininha rejinha renatinha renatinho ric ricardao
    ricardinho rick riquinho ritinha ro robertao robertinha robertinho robinho robsinho rodrigao rodriguinho
    rogerinho romarinho ronaldinho rose rosinha rosy samuquinha sandrao sandrinha sassa serginho sil silvinha
    silvinho sinha sofiazinha solzinha soninha suelinha sula suzi suzy tainarinha talitinha tata tatazinha tati
    tatinha teca teteu tetezinha tetica thaisinha thi thiaguinho tiagao tiao tico tina tininha titi toinho tonha
    tonhao tonho toni tonico toninha toninho tony tuca tuta tutinha tutu vado valdinho valeskinha valzinha vandao
    vandinha vandinho vaninha vava veroca vic vini vitinha vitinho vitorinha vivi vivizinha wal wandinha wesleyzinho
    xanda xandao xande xandinho xandy xico xuxinha yasminzinha yaya zaza ze zeca zefa zefinha zelinha zeni zequinha
    zezao zeze zezinha zica zilu zito zuca
    """
)
"""Short forms."""

SURNAMES = words(
    """
    abdala abdalla abrantes abreu accioly accorsi adami agostini aguiar aires albuquerque alcantara alcoforado
    alencar alkmim almeida almendra alonso altoe alvarenga alvares alvim amancio amaral amorim andrade andreoli
    angelim antunes apolinario aquino aragao aranda arantes araujo armond arrais arruda assis assuncao athaide
    athayde avelar avila azambuja azeredo azevedo bacelar bachmann bagatini balbino baldissera baptista barbieri
    barbosa barcellos barcelo barcelos baroni barreto bastiani baumgartner becker beckmann bellini beltrame beltrao
    benetti benevides benites bernardes bernardi bertoldi bertolini betim bettega bezerra bianchi bitencourt bittar
    bittencourt blanco boaventura bolzan bonatto bonetti bordignon borges borghi bortolini bortoluzzi boscolo
    botelho braganca brandao brandt bressan brito brizola buarque bulhoes caixeta calazans calheiros callegari
    camargo campelo campolina cantanhede canuto capelli cappelletti cardoso carmona carrara cartaxo caruso
    carvalhaes carvalhais carvalho casagrande casarin cascaes cassol castilho castro catao cavalcante cavalcanti
    cavalieri cazarin ceccon cerqueira chagas chaim chavante chiesa cintra cipriano cirino claudino cohen colares
    colombi coppola cordova correa correia costacurta coutinho crispim cruvinel cunha custodio cypriano dalla
    dallagnol daltro damasceno damiani dantas darocha debastiani domingues dornas dorneles dornelles drummond duarte
    duran durao dutra eller emerick epifanio escobar esposito estevam esteves evangelista faccin fachin fadel
    fagundes fantini faria farias favero feitosa felisbino fernandes fernandez ferrarezi ferrari ferrarini ferraro
    ferraz ferrazzo ferreira ferrer fialho figueiredo figueredo filgueira filgueiras fischer fiuza flausino
    florencio florentino fogaca fonseca fontana fontenele fontoura fortunato foster fraga franzen freitas fuchs
    fujita fukuda furlan furquim gadelha gallina galvao gamba garcia garrido gervasio giacomini giovanini godinho
    godoi godoy goes gomes goncalves gontijo gonzaga gouvea gouveia granato grillo grossi guarnieri guedes guimaraes
    gurgel gusmao gutierrez haddad hartmann hashimoto heinz henriques hernandes hernandez hoffmann hummel ibanez
    iglesias innocencio inoue ishikawa ito jacome junqueira kaminski kato kaufmann kawasaki keller kern kessler
    kimura klein knopp kobayashi koch kohler konrad kowalski kramer krause krieger krug kruger kunz kurtz lacerda
    lamego lamounier landim lauria lautert lazarini lazzari legrand leme lemos leonardi lessa levy liberato linhares
    lins lira lobato lopes loureiro louzada loyola lucena luchesi ludwig lustosa macedo maciel madureira mafra
    magalhaes maggi mainardi malheiros mallmann manfredini mangabeira mantovani manzano marchesini marchi marchiori
    marcondes mariani marinelli marinho marques marrero martinelli martinez martinho martini martino martins
    martorano marzola mascarenhas massaro matos mattos maurer mazzini medeiros medina meier meireles meirelles mello
    melo mendes mendonca menegatti menegon meneses menezes mesquita meyer milani minervino miranda molina moniz
    montalvao montanari monteiro montenegro moraes morais morales morandi morato moreira moreno moreti moretti
    morgado moscardini mossini motta moura mourao muller munhoz muniz murad mussolini nacif nader nagai nakagawa
    nakamura nakata nardi nassar negreiros nepomuceno neumann niero nobrega nogueira nolasco nonato noronha novaes
    novais novak nunes obregon oda ogawa okada oliva oliveira ono orlandi ornelas ortega ortiz osorio otero otoni
    ottoni pacheco padilha padovani paganini palermo palhano palhares palmieri pandolfo paniago pantaleao pantoja
    paranhos paschoal pasquali pasqualini patricio paulino pavan pavanelli pedrosa pedroso peixoto pelegrini
    pellegrini pellizzari penteado peralta pereira peres perez perin perini perotto perrone pessanha petry piazza
    picolo pimentel pinheiros piovesan pizarro poletto poloni portela pozzebon prates prestes procopio pugliese
    queiroga queiros quintana quintanilha quintao quintela rabello rabelo ramalho ramires ramirez rampazzo rangel
    rebello rebelo rech reinert renno resende rezende ribas ribeiro ricci richter rigo rivera rizzo rodrigues
    rodriguez rolim romeiro romero roncato roque roriz rosseti rossetto rossi rossini ruiz sa saad sakai salazar
    saldanha sales salgueiro salles saltarelli salvatore sampaio sanches sanchez sandri santana santanna santini
    santoro saraiva sarmento sartoretto sartori sato scalabrini scarpa schaefer scheffer scherer schiavon schmidt
    schmitz schneider schroeder schultz schuster schwartz seixas senna serpa serrano sganzerla shimizu silva
    silveira simas simionato simoes siqueira soares sodre soriano sotero sousa souza spader spagnol spinelli spinola
    steffen stein steiner stocco strapasson strauss suarez suassuna sugimoto suzuki takahashi tamura tanaka tannous
    tardin tartari tavares taveira tavora tedesco teixeira telles tenorio tessaro tibes tolentino tonelli toniolo
    torrezan toscano trajano trancoso travassos trento trevisan trigueiro tristao turini uchoa ueda ulhoa uliana
    valadares valenca valentini valverde vanzella varela vargas vasconcellos vasconcelos vasques vaszquez vaz vecchi
    velasco velloso veloso venturini vianna viccari victorino vidigal viegas vilaca vilar vilasboas vilela
    villar villas villela viotti visconti viveiros vogel vogt volpato watanabe weiss werner westphal wolff yamada
    yamaguchi yamamoto yamashita yoshida yoshimura zago zaidan zamboni zampieri zandonai zanella zanetti zanin
    zanini zanon zanotto zappelini zardo zechin ziegler zimmermann zorzi zucchi zuliani
    """
)
"""Surnames that are hardly anything else."""

SURNAME_WORDS = words(
    """
    alegre alves amado amazonas anjos aranha bahia baiano baiao bandeira barata barra barreira barros barroso bastos
    batalha batista bela belo boa bom bonfim borba braga branco brasil bravo bueno cabral calado caldas caldeira
    campos canto cara carneiro casal castanho castelo cavalheiro chaves coelho coimbra colombo conceicao conti
    cordeiro corte cortez costa couto cravo crespo cruz delgado dias diniz dourado esperanca espindola espirito
    falcao feijo feliz feno ferro fiel figueira filho flores fontes formiga forte fortes franca franco freire
    furtado gallo galo gama gentil goiano graca grande granja guerra guerreiro guia holanda hora horta jacare jardim
    jesus jordao junior justo lage lago laranjeira leal leao leitao leite lima lisboa lobo lua luz machado maia
    maior malta manso mar maranhao mineiro montes mota nascimento natividade neto neve neves nobre nova paes paiva
    palma palmeira paraense parana parente passarinho passos patria patrocinio paz pedreira pena penha pessoa
    pestana pimenta pinheiro pinho pinto pires pitanga poeta ponte pontes porto portugal portugues prado prata preto
    prudente quadros quaresma queiroz ramos raposo rego reis ribeira rico rios rocha roma romano romao rosa rosario
    russo sabia sal salgado salvador santa santo santos sardinha segundo seixo sena serra severo sobral sobrinho
    souto teles terra toledo torres trigo trindade vale valente valle veiga ventura veras viana vidal vieira
    vilhena viola
    vital vitoria
    """
)
"""Surnames that are also words or places."""

SELDOM_NAMES = words(
    """
    lisa neto nego nega barra parente passos pessoa primeiro segundo
    alegre ali amada amado amor anjo bela belo boa bom branca branco camara casa casal certo corte dia dias divina
    divino feliz ferro fiel forte grande guia hora ida justo linda maior mar marco mata mel nice nobre nova
    novo paz pena preta preto sal sol terra trigo valente vital
    """
)
"""Those of the words above that, in lower case, are a name only where something else says so."""
