"""Words that are nobody's name even where a name is expected and a capital stands at their head.

Source: what people write after "nome:", "titular" or a greeting in this project's own material.
"""

from desvelo.kernel.detection.wordlist import words

ORDINARY = words(
    """
    troque altere mude use baixe clique toque escolha salve abra feche insira responda
    prefiro preferimos deposito transferencia recarga saque emprestimo passarei mandarei envio recuso recusei discordo
    aguardo agendo remarco esqueci lembrei perdi troquei paguei pagarei retiro retirada devolvo
    meta leia composto comum complicado estranho raro simples sujo limpo dificil parecido repetido facil curto comprido
    comprovado remota remoto guiada guiado virtual presencial eletronica digital tecnico legal financeiro rapida
    comercial garantida ilegivel reconhecida noel escrito escreve soletrado registrado
    imei chave saldo greve revisao uai perdao terco linha convidados convidado falecido falecida condutor condutora
    mesquita
    confirmou denuncia deixa deixei gostei vi comprei fiz queria preciso gente galera moca moco amigos familia obs
    observacao assunto resumo detalhe detalhes lista itens orcamento placa veiculo ano cpfs quantidade total frete
    sindico sindica zelador zeladora aniversariante formanda formando tal viuva
    a abaixo aberta aberto abraco abracos abril ac academia acao acer acesse achei acho acima adventista adventistas
    advogada advogado aeronautica aeroporto agencia agora agosto agradeco aguarde ai ainda ajuda ajudar al alameda
    alelo algo alguem algum alguma ali alo aluna aluno alzheimer am amanha amarela amarelo amazon ambos amem
    americanas amex amiga amigo amor anatel and andar android anexo anexos anjo ano anonimo anos antes antiga antigo
    anvisa ap apartamento apelido aplicativo aposentada aposentado app apple aproveite apto aquela aquele aqui
    aquilo as assembleia assessoria assim assina assinar assistencia associacao asus ate atencao atenciosamente
    atendente atendimento atestado atletico att audio audios aula autista autonoma autonomo autorizada autorizado
    autorizo av avenida aviso avo azul ba bahia bairro banco banda barbearia bb bebe bege beijo beijos beleza
    beltrano bem bi bjs bl black bloco blz boa boanoite boas boatarde boleto boletos bom bomdia boneca boneco bons
    botafogo bradesco branca branco brasil brasileira brasileiro brasileiros brigada brigado budista buenas buenos
    busca buscar cabo cada cadastrado cadastrar cadastro caixa camara cancela cancelado cancelar cancer candomble
    capital cara carnaval caro cartao carteira cartorio casa casada casado casas caso catolica catolico ce cel
    celular cem cento central centro cep certa certeza certinho certo ces chacara chefe chefia chega chegar chegou
    chevrolet chrome ciclano cid cidade cielo cinco cinza citroen civic civil claro cliente clientes clinica clique
    cnh cnpj cobranca cobrancas codigo coisa coisas colega colegio com comercial como companheira companheiro compra
    comprar comprei condominio confederacao confira confirma confirmado confirmar conforme congregacao conjunto
    consegue conseguir conselho conserto consigo consulta consultas consulte conta contador contadora contas contato
    contatos contudo convenio cooperativa coordenacao cor cordialmente coren cores corinthians corolla correios
    correta correto corretor corretora covid cpf crc crea creci crente crianca criancas cristo crm cruzeiro cunhada
    cunhado cupom curso da dar das data de dear deficiente dei dela delas dele delegacia deles dell dentista depois
    desconto desculpa desculpe desde desempregado detran deu deus devolucao dez dezembro df dia diabetes diabetica
    diabetico diaria diarias diarista dias diferente digitar digite digo diretor diretora diretorio disse divorciada
    divorciado diz do documento documentos dois domiciliada domiciliado domingo dona dos dourado doutor doutora dr
    dra duas duplicada duplicado duvida duvidas e edificio ela elas ele eles elo elogio em email empregada empregado
    empresa endereco enem entao entendi entendido entrega entregador entregar entregas entregou entregue envia
    enviar envie enviei enviou era eram errada errado erro es escola escolha espera espirita espolio esposa esposo
    esquina essa essas esse esses esta estado estamos estancia estao estas estava este estes estoque estorno estou
    estoy estrada estudante eu evangelica evangelico exame exames exemplo exercito facebook faco faculdade fala
    falar fale falei falou farmacia fatura faturas favor faxineira faz fazenda fazer fechada fechado federacao
    federal feito feriado fevereiro fez fiat fica ficar ficou filha filhas filho filhos filiacao filme financeiro
    firma fiscal fiz flamengo flor fluminense foi fone foram forca ford forum foto fotos frete friday fui fulano
    funcionaria funcionario fundacao fundos galaxy garagem garantia gay genro gente gentileza gerencia gerente
    gestante gm go gol google gostaria gov gracas gracias grande grata gratis grato gratuito gravida gremio
    habitacional haha hahaha hello hi hija hijo hilux hipercard hipertenso hiv hoje hola homem homens honda hora
    horario horas hospedagem hospital hotel humana humano hyundai ibge identidade ifood igreja igual importante
    indigena indo informar informe inscrita inscrito inss insta instagram instituto inter interior internacional ios
    iphone ir irma irmao is isso isto itau item itens ja jadlog janeiro jardim jeep jeito jesus jogo joia juiz juiza
    julho junho junto juntos juridico kkk kkkk kkkkk km la lado lah laudo legal lembre lenovo lesbica leste lg lhe
    liga ligar ligou ligue linda lindo link linux livre livro localizador loggi login loja lote lugar ma mae magalu
    mail maio maior mais mal mana manda mandar mande mandei mandou mano manutencao marca marco marido marinha marrom
    mas master mastercard matricula me medica medicina medico meia melhor menina menino menor menos mensagem
    mensagens menu mercado mes meses mesma mesmo meu meus mg mi mil minha minhas ministerio minuto minutos moca
    mocinha moco modelo mora moro motivo motorista motorola movimento ms mt mto muito mulher mulheres municipio
    musica my n na nacionalidade nada name namorada namorado nao nas nasceu nasci nascida nascido natal natural
    negra negro nenhum nenhuma net neta netflix neto ninguem nis nissan no noite noites noiva noivo nombre nome
    nomes nora norte nos nossa nossas nosso nossos nota notas nova novas nove novela novembro novidade novidades
    novo novos nubank num numero numeros nunca o oab obg obrigada obrigadao obrigado oeste oferta oficina oi oie oii
    oito ok okay ola olha olhe onde onix ontem opa os otima otimo ou outra outras outro outros outubro ouvidoria pa
    paciente padaria padre pagamento pagar pagbank pago pagou paguei pai pais palio palmeiras para parabens parceira
    parceiro parcela parcelas parda pardo parkinson paroquia parque parte partido pascoa passa passagem passagens
    passaporte passar passou pastor patrao patroa pb pcd pe pede pedi pedido pedidos pedir pediu pela pelo pequena
    pequeno perfeito personagem pessoa pessoas peugeot pf pfv pfvr pi picpay pior pis pix plano please pode podem
    poderia pois policia por porem porque portador portadora portao portaria porteiro posso posto pouco pousada pq
    pr pra praca pras prata prazer prazo precatorio precisa preciso preco precos predio prefeitura preta preto
    prezada prezado prezados prima primeira primeiro primo princesa pro problema processo procon produto produtos
    prof professor professora profissao promocao pronto propria proprio pros protocolo prova quadra quais qual
    quando quanta quanto quantos quarta quatro que quem quer queria querida querido quero quinta quis ra rainha
    rapaz rappi reais real receber recebeu recebi receita recepcao reclamacao reembolso ref referente rei remedio
    renault reserva residencia residencial residente responda responder responsavel restaurante retira retirar
    reveillon rg rj rn ro rodovia rosa roxa roxo rr rs rsrs rua s sabado sabe saber sac sala salao samsung santa
    santander santo sao sargento saude sc se secretaria secretario sedex segue seguem seguinte segunda segundo sei
    seis selecione sem semana semanas sempre senado senha senhor senhora senhoras senhores senor senora ser sera
    serasa seria serie sete setembro setor seu seus sexta shein shopee shopping show siape sicoob sicredi sim
    sindicato sindico site sitio sky so sobre sobrenome sobrinha socia socio socorro sodexo sogra sogro soldado
    solicito solteira solteiro somos sony sou soy sozinha sozinho sp spc sr sra srta stone sua suas sugestao sul
    suporte sus ta tamanho tambem tamo tao tarde tardes tava tb tbm tchau tchauzinho tdah te tea tecnica tecnico tel
    telefone telegram tem temos tengo tenho ter terca terceiro teste testemunha testemunhas teu teve thank thanks
    the tia ticket tiktok tim time tinha tio tipo titular titulares titulo tive to toda todas todo todos token toma
    tomo torre total toyota trabalha trabalho tranquilo trans travessa tres tribunal troca trocada trocado trocar tu
    tua tudo turismo turma twitter uber ultima ultimo um uma umas umbanda uniao unica unico universidade uno uns
    urgente usa usar uso usuario vai valeu valor valores vamos vao vara varias varios vasco vc vcs veio veja velha
    velho vem vencida vencido venda vendas vendedor vendedora venho ver verde vermelha vermelho veste vez vezes vi
    via viagem video videos vila vim visa viu viuva viuvo vivo vizinha vizinhanca vizinho vlw vo voce voces
    volkswagen voo vos vou vovo vw whats whatsapp windows xiaomi yes youtube zap zapzap zelador zero zona
    """
)
"""The words, as ``fold`` gives them."""
