"""Believers, saints and offices of the religions of Brazil, as ``fold`` gives them (``*``: four endings).

Source: IBGE, Censo Demográfico 2010 (names of the religions declared).
"""

FAITHS = """
    catolic* evangelic* protestante protestantes espirita espiritas kardecista kardecistas umbandista umbandistas
    candomblecista candomblecistas budista budistas judia judeu judeus judias judaico judaica judaic* muculman*
    islamic* maometan* sunita xiita hindu hindus hinduista hinduistas sikh sikhs jainista taoista xintoista
    confucionista zoroastrista bahai ateu ateus ateia ateias agnostic* deista teista adventista adventistas mormon
    mormons presbiterian* luteran* anglican* metodista metodistas calvinista pentecostal pentecostais neopentecostal
    neopentecostais messianic* menonita wiccan* pagao pagaos rastafari rastafariano ortodox* macumbeir* bruxa
    politeista xamanista satanista luciferian* ocultista daimista daimistas juremeir* quimbandeir* kimbandeir*
    espiritualista espiritualistas rosacruz teosofista gnostic* islam isla islamismo judaismo budismo umbanda candomble
    quimbanda espiritismo catolicismo hinduismo cristianismo protestantismo ateismo kardecismo wicca seicho
    hare carismatic* maranata muslim jewish hindu christian catholic buddhist atheist crist* cristaos kardec batistas
    agnosticismo xangozeiro mesian* reformad* druida druidismo tenrikyo krishna drus* copta maronita
    maronitas melquita descrente descrentes incredul* baha afroreligios* candomblezeir* umbandeir* evangelicas
"""
SAINTS = """
    oxum iemanja yemanja ogum oxossi xango iansa oya exu oxala obaluae omolu nana oxumare ossain logunede ibeji orunmila
"""
OFFICES = """
    pastor pastora padre freira frei missionari* obreir* diacono diaconisa bispo bispa presbitero presbitera coroinha
    catequista seminarista rabino babalorixa babalorisa ialorixa yalorixa babalawo monge monja levita ministro ministra
    sacerdote sacerdotisa ogan oga eked ekedi medium cambono evangelista reverendo reverenda ima sheik xeique lama
    dirigente tesoureir* secretari* lider regente
"""
