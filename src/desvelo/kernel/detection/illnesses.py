"""What people have, take, wear and go through: the words of health, as ``fold`` gives them.

Written down for this project by going through the chapters of CID-10 (infections, tumours, blood, hormones, mind,
nerves, eyes, ears, heart, lungs, bowels, skin, joints, kidneys, pregnancy, birth, injuries) and the most prescribed
drugs in Brazil, in the words of chat rather than of medicine.  ``*`` stands for four endings (``wordlist.forms``).

Source: CID-10, names of the chapters; Rename 2024, names of substances (read 2026-11-26); guidelines.md (HEALTH).
"""

CONDITIONS = """
    hiv aids soropositiv* hepatite sifilis gonorreia clamidia herpes hpv ist dst ists dsts tuberculose hanseniase
    lepra covid coronavirus dengue zika chikungunya malaria leishmaniose chagas esquistossomose leptospirose
    toxoplasmose candidiase vaginose tricomoniase catapora caxumba rubeola sarampo meningite coqueluche difteria
    escarlatina mononucleose gripe influenza virose rotavirus salmonela septicemia sepse sarna escabiose piolho
    piolhos micose impetigo erisipela furunculo abscesso infeccao monkeypox mpox cancer canceres leucemia linfoma
    mieloma melanoma sarcoma carcinoma tumor tumores metastase metastases neoplasia mioma miomas polipo polipos
    cisto cistos nodulo nodulos lipoma anemia hemofilia hemofilic* talassemia trombofilia leucopenia plaquetopenia
    hemocromatose falcemia diabetes diabetic* hipotireoidismo hipertireoidismo hashimoto obes* obesidade colesterol
    triglicerides dislipidemia hipoglicemia hiperglicemia cetoacidose fenilcetonuria desnutricao depressao
    depressiv* ansiedade panico bipolar bipolaridade esquizofreni* esquizofrenic* esquizofrenia psicose psicotic*
    borderline tdah toc burnout anorexia anorexic* bulimia bulimic* esquizoafetiv* fobia claustrofobia alcoolatra
    alcoolismo autolesao automutilacao dismorfia tea autis* autista autistas autismo asperger dislexia dislexic*
    discalculia superdotacao alzheimer parkinson demencia epilepsia epilet* epileptic* convulsao convulsoes
    enxaqueca neuropatia neuralgia esclerose hidrocefalia microcefalia paralisia hemiplegia paraplegia tetraplegia
    aneurisma avc derrame isquemia miastenia polineuropatia mielite ataxia distrofia labirintite vertigem
    narcolepsia insonia apneia desmaio desmaiei meningioma glaucoma catarata ceratocone conjuntivite estrabismo
    astigmatismo miopia retinopatia uveite tercol pterigio daltonismo daltonic* ambliopia otite zumbido surdez
    hipertens* hipertensao infarto enfarte cardiac* cardiopatia cardiopata cardiopatas arritmia taquicardia
    bradicardia angina trombose embolia varizes flebite aterosclerose miocardite pericardite endocardite asma
    asmatic* bronquite bronquiolite pneumonia enfisema dpoc rinite sinusite amigdalite faringite laringite alergia
    alergias alergic* urticaria anafilaxia fibrose silicose pneumotorax gastrite ulcera ulceras refluxo esofagite
    hernia hernias apendicite pancreatite colecistite cirrose esteatose crohn retocolite colite diverticulite
    constipacao hemorroida hemorroidas celiac* disfagia diarreia colica colicas vomito vomitando ictericia
    hepatomegalia vitiligo psoriase dermatite eczema rosacea hidradenite lupus penfigo alopecia melasma queloide
    artrose artrite artrites reumatismo reumatoide fibromialgia osteoporose osteopenia escoliose cifose lordose
    lombalgia cervicalgia ciatalgia lombociatalgia espondilite espondilose espondilolistese discopatia tendinite
    bursite fascite esporao condromalacia gota epicondilite osteomielite endometriose endometrioma adenomiose
    vaginismo prostatite incontinencia impotencia infertilidade infertil varicocele fimose cistite pielonefrite
    nefrite hematuria glomerulonefrite tpm menopausa menstruad* aplv transtorno transtornos sindrome sequela
    sequelas gripad* resfriad* desidratad* infectad* imunossuprimid* hospitalizad* sedad* desenganad* deprimid*
    sequelad*
    debilitad* convalescente pne acidentad* febre febril tosse catarro pedra pedras calculo calculos inflamacao guillain
    diabete diabetis alzaimer alzeimer parkison esquisofrenia esquisofrenic* renite fibro sop policistic* zoster
    cobreiro adenoma
    hemangioma retinoblastoma osteossarcoma glioblastoma glioma astrocitoma mesotelioma teratoma neuroblastoma bocio
    acromegalia gigantismo hirsutismo ginecomastia hipogonadismo prolactinoma porfiria mucoviscidose galactosemia
    osteogenese acondroplasia mielomeningocele hidronefrose gastrosquise onfalocele cardiomegalia valvulopatia estenose
    miocardiopatia fibrilacao sincope hipotensao raynaud vasculite arterite polimialgia sjogren esclerodermia
    dermatomiosite miosite sarcoidose behcet espondiloartrite anquilosante sinovite capsulite tenossinovite dupuytren
    joanete joanetes canelite pubalgia protrusao coccigodinia torcicolo bruxismo dtm periodontite gengivite aftas
    candidose
    acalasia dispepsia gastroparesia parasitose verminose giardiase amebiase ascaridiase lombriga lombrigas teniase
    cisticercose filariose colangite colelitiase colestase megacolon proctite prolapso incontinente enurese litiase
    nefropatia nefrotica uremia hidrocele epididimite orquite balanite peyronie hipospadia azoospermia cervicite
    salpingite vulvodinia dispareunia amenorreia dismenorreia menorragia mastite hiperemese toxemia hellp encefalite
    poliomielite polio tetano botulismo brucelose hantavirus listeriose criptococose histoplasmose aspergilose
    citomegalovirus htlv roseola molusco verrugas condiloma condilomas pediculose pitiriase hiperidrose foliculite
    trombocitopenia pancitopenia aplasia mielodisplasia policitemia imunodeficiencia distimia ciclotimia misofonia
    tricotilomania cleptomania ludopatia ludopata agorafobia hipomania mutismo gagueira gag* dispraxia disgrafia afasia
    disartria hiperativ* hiperatividade neurodivergente neurodivergentes neuroatipic* superdotad* hemiparesia
    huntington enxaquecas cefaleia presbiopia hipermetropia blefarite calazio ceratite nistagmo otosclerose colesteatoma
    meniere hiperacusia anosmia rinossinusite adenoide adenoides bronquiectasia atelectasia h1n1 vsr caxumbas trombo
    isquemic* hipertireoideo hipotireoideo prediabetic* prediabetes diverticulo hidropsia linfedema lipedema
    endometrioses anorexias vaginite uretrite mialgia artralgia luxacao entorse estiramento contusao
    concussao queimaduras engessad* doentinh* enjoad* hipocondriac*
    compulsao autoimune oncologic* epileptica soropositividade tetraparesia meningo
"""
"""Illnesses, disorders and plain signs of illness; a person must be spoken of."""

DISABILITIES = """
    cadeirante cadeirantes paraplegic* tetraplegic* amputad* surd* ceg* deficiente deficientes deficiencia
    deficiencias pcd pcds monocular hemiplegic* ostomizad* colostomia colostomizad* traqueostomizad* acamad* surdez
    cegueira nanismo surdocegueira surdoceg*
"""

PREGNANCY = """
    gravida gravidas gravidez gestante gestantes gestacao embarazada puerpera puerperio lactante amamentando aborto
    prenatal cesarea cesariana parto resguardo eclampsia fertilizacao inseminacao natimorto prematur* ectopica
"""

DRUGS = """
    rivotril clonazepam fluoxetina sertralina escitalopram citalopram paroxetina venlafaxina desvenlafaxina
    duloxetina bupropiona mirtazapina trazodona amitriptilina nortriptilina imipramina clomipramina vortioxetina
    lexapro prozac zoloft pristiq ritalina metilfenidato venvanse lisdexanfetamina atomoxetina litio carbolitium
    depakote depakene valproato lamotrigina carbamazepina tegretol oxcarbazepina fenitoina fenobarbital gardenal
    topiramato levetiracetam pregabalina gabapentina lyrica quetiapina olanzapina risperidona aripiprazol clozapina
    haloperidol haldol clorpromazina levomepromazina ziprasidona seroquel zyprexa diazepam alprazolam lorazepam
    bromazepam lexotan valium zolpidem stilnox donepezila memantina rivastigmina levodopa prolopa pramipexol
    insulina metformina glifage glibenclamida gliclazida dapagliflozina forxiga jardiance empagliflozina ozempic
    wegovy mounjaro saxenda semaglutida liraglutida tirzepatida levotiroxina puran euthyrox tapazol metimazol
    losartana enalapril captopril atenolol propranolol metoprolol carvedilol anlodipino hidroclorotiazida furosemida
    espironolactona valsartana olmesartana candesartana nifedipino clonidina metildopa sinvastatina atorvastatina
    rosuvastatina ciprofibrato clopidogrel varfarina marevan xarelto rivaroxabana eliquis apixabana enoxaparina
    clexane heparina anticoagulante anticoagulantes digoxina amiodarona sotalol antirretroviral antirretrovirais
    tenofovir dolutegravir lamivudina efavirenz prep aciclovir tamiflu paxlovid roacutan isotretinoina corticoide
    corticoides prednisona prednisolona dexametasona hidrocortisona metotrexato azatioprina ciclosporina tacrolimo
    micofenolato hidroxicloroquina humira adalimumabe infliximabe rituximabe trastuzumabe imunossupressor
    imunossupressores tamoxifeno anastrozol letrozol capecitabina imatinibe anticoncepcional diu viagra tadalafila
    sildenafila cialis testosterona estradiol progesterona hormonio hormonios clomifeno canabidiol cannabis morfina
    tramadol codeina oxicodona metadona naltrexona antabuse dissulfiram dipirona ibuprofeno paracetamol nimesulida
    diclofenaco cetoprofeno aas amoxicilina azitromicina cefalexina ciprofloxacino benzetacil penicilina antibiotico
    antibioticos omeprazol pantoprazol ranitidina ivermectina salbutamol aerolin berotec seretide alenia
    wellbutrin efexor donaren olcadil anafranil tofranil luvox fluvoxamina reconter cymbalta velija invega
    paliperidona latuda
    lurasidona brintellix trileptal keppra topamax lamictal clobazam primidona sumatriptana flunarizina betaistina
    dramin vonau
    ondansetrona bromoprida esomeprazol domperidona mesalazina sulfassalazina stelara ustequinumabe cosentyx
    secuquinumabe
    etanercepte tofacitinibe upadacitinibe leflunomida colchicina alopurinol alendronato prolia denosumabe galvus
    vildagliptina sitagliptina januvia trayenta linagliptina pioglitazona lantus toujeo tresiba novorapid humalog
    trulicity
    dulaglutida victoza rybelsus contrave sibutramina orlistate xenical crestor lipitor ezetimiba fenofibrato selozok
    concor bisoprolol nebivolol aradois diovan micardis telmisartana irbesartana ramipril lisinopril aldactone lasix
    indapamida clortalidona hidralazina isordil isossorbida propafenona plavix ticagrelor pradaxa dabigatrana cilostazol
    truvada biktarvy dovato atazanavir ritonavir darunavir raltegravir nevirapina zidovudina azt sofosbuvir entecavir
    ribavirina interferon rifampicina isoniazida dapsona talidomida cloroquina albendazol metronidazol secnidazol
    fluconazol
    itraconazol valaciclovir oseltamivir levofloxacino claritromicina doxiciclina clindamicina bactrim nitrofurantoina
    ceftriaxona keytruda pembrolizumabe nivolumabe herceptin avastin bevacizumabe palbociclibe abiraterona zoladex
    glivec
    ruxolitinibe hidroxiureia lenalidomida bortezomibe eritropoetina noripurum calcitriol desmopressina finasterida
    dutasterida tansulosina doxazosina oxibutinina vardenafila levitra dienogeste mirena implanon levonorgestrel
    utrogestan cabergolina clomid budesonida symbicort formoterol spiriva fexofenadina allegra desloratadina polaramine
    decadron predsim meticorten omalizumabe dupixent tylex tramal dimorf fentanil buprenorfina celecoxibe etoricoxibe
    ciclobenzaprina dorflex baclofeno riluzol natalizumabe ocrevus copaxone piridostigmina galantamina amantadina
    biperideno
    akineton fenergan neozine amplictil sulpirida cbd estabilizador betabloqueador insulinas cortisona corticosteroide
    opioide opioides sedativo sedativos bombinha anticonvulsivante antiepileptico hipnotico quimioterapicos
    imunobiologico
    montelucaste loratadina antidepressivo antidepressivos ansiolitico ansioliticos antipsicotico antialergico
    calmante dupilumabe
"""

TREATMENTS = """
    quimio quimioterapia radioterapia imunoterapia hemodialise dialise transplante transplantad* internad* intubad*
    entubad* uti cirurgia operad* bariatrica vasectomia laqueadura histerectomia mastectomia marcapasso sonda
    protese implante stent safena caps psiquiatra psiquiatric* tratamento medicacao internacao biopsia endoscopia
    colonoscopia cateterismo fisioterapia fisio fonoaudiolog* fono oncologista infectologista reabilitacao
    desintoxicacao traqueostomia angioplastia cistoscopia curetagem cauterizacao litotripsia artroscopia artrodese
    colecistectomia tireoidectomia prostatectomia nefrectomia gastrectomia colectomia amputacao eletrochoque
    cti hemoterapia plasmaferese equoterapia hidroterapia ecmo gastrostomia nefrostomia ileostomia cistectomia
    esplenectomia
    laringectomia lobectomia orquiectomia salpingectomia ooforectomia miomectomia osteotomia laminectomia craniotomia
    revascularizacao cardioversao amigdalectomia adenoidectomia timpanoplastia vitrectomia postectomia circuncisao
    vasectomizad* laquead* histerectomizad* mastectomizad* gastroplastia fiv icsi radiocirurgia braquiterapia quimios
    eletroconvulsoterapia iodoterapia psicoterapia homecare reoperad* oncologia neuropediatra neurologista cardiologista
    reumatologista endocrinologista nefrologista hematologista geriatra pneumologista urologista mastologista
    transfusao quimioterapico hormonioterapia oxigenoterapia neurocirurgia operatorio operatoria
"""

AIDS = """
    muleta muletas andador bengala cpap ortese orteses
"""
"""What somebody uses because of their body; wares to everybody else, so only with ``uso`` and its kin."""

EXAMS = """
    biopsia sorologia hemograma tomografia ressonancia mamografia papanicolau preventivo ultrassom ultrassonografia
    ecocardiograma eletrocardiograma endoscopia colonoscopia densitometria psa tsh hcg hbsag vdrl pcr swab
"""

BODY = """
    braco perna pe mao maos dedo joelhos? tornozelo clavicula costelas? bacia femur quadril ombro coluna nariz
    dentes? cotovelo punho pulso tibia menisco ligamento tendao cabeca olhos? catarata apendice vesicula hernia
    prostata utero ovarios? mama mamas seio coracao rim rins figado pulmao estomago intestino tireoide pescoco
    maxilar bebe retina medula traqueia esofago septo amigdalas? hemorroidas? varizes ouvido garganta cranio cerebro
    pancreas pele colo bexiga
    corpo virilha axila antebraco canela panturrilha coxa lingua boca gengiva olho rosto mandibula vista barriga umbigo
    lombar ciatico calcanhar costas peito
"""

GRAVE = """
    cancer tumor nodulo positivo maligno hiv metastase diabetes anemia hepatite gravidez lesao pneumonia covid
    leucemia autismo
"""

COMPLAINTS = """
    problema problemas doenca doencas lesao insuficiencia deficit dificuldade falencia traumatismo fissura gordura
    mancha agua coagulo lesoes queimadura sopro fenda malformacao retardo atraso retencao condicao desvio
"""

ATTACKS = """
    depressao ansiedade enxaqueca asma gastrite rinite sinusite fibromialgia artrite artrose labirintite bronquite
    hernia psoriase dermatite refluxo diabetes lupus bipolaridade toc
"""

DEGREES = """
    cronic[oa] aguda grave leve severa moderad[oa] generalizada bipolar auditiv[oa] visual fisic[oa] intelectual
    mental motora positiv[oa] negativ[oa] reagente gestacional congenit[oa] resistente maior alta pos-parto infantil
    nervosa respiratoria renal hepatica cardiaca nodular falciforme autoimune reumatoide de+nascenca cerebral
    espontane[oa] hemorragic[oa]
    multipla lateral ocular pulmonar retal bariatrica plastica alimentar in+vitro profunda barre cruzado
"""
