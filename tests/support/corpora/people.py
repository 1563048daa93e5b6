"""Names, streets and towns to draw from: common words put together by chance, so they name nobody."""

from random import Random

from corpora.wording import phrases, words

WOMEN = words(
    """
    Abigail Adelaide Adriana Alessandra Alzira Amanda Anastácia Aparecida Ariane Aurora Bárbara Benedita Bianca
    Bruna Camila Carolina Cássia Catarina Cecília Cibele Clarice Claudete Cleide Conceição Cristiane Dalva
    Daniela Débora Denise Djanira Edilene Edna Eduarda Elaine Eliane Elisângela Eloá Emanuelly Ester Eunice
    Fabiana Fátima Fernanda Flávia Gabriela Geralda Gisele Glória Graziela Heloísa Iara Ingrid Irene Isadora
    Ivone Jacira Janaína Jaqueline Joelma Josefa Jucilene Juliana Jussara Karina Kelly Laís Larissa Laura
    Lavínia Leila Letícia Lidiane Lorena Lourdes Luana Lucilene Luíza Madalena Maiara Manuela Marcela Márcia
    Mariana Marilene Marlene Marta Micaela Milena Mônica Nadir Natália Neide Neusa Nicole Noemi Olga Olívia
    Pâmela Patrícia Paula Penélope Priscila Quitéria Rafaela Raquel Rebeca Regiane Renata Rita Roberta Rosana
    Roseli Rute Sabrina Samara Sandra Selma Sheila Silvana Simone Solange Sônia Suelen Suzana Tainá Talita
    Tatiane Tereza Thaís Valdirene Valéria Vanessa Vera Verônica Viviane Wanda Yasmin Zenaide Zilda
    """
)
MEN = words(
    """
    Abel Ademir Adilson Afonso Agenor Aílton Alan Alberto Alexandre Amadeu Anderson André Antônio Arlindo
    Arnaldo Arthur Augusto Benjamin Bernardo Breno Bruno Caetano Caíque Carlos César Cícero Cláudio Cristiano
    Damião Daniel Davi Denilson Diego Douglas Edmilson Eduardo Elias Emerson Enzo Erick Evandro Everton Fabrício
    Felipe Fernando Flávio Francisco Gabriel Geraldo Gilmar Guilherme Gustavo Heitor Henrique Hugo Iago Igor
    Isaque Ivan Jackson Jeferson João Joaquim Jonathan Jorge José Juliano Júlio Kaique Kléber Laércio Leandro
    Leonardo Lorenzo Lucas Luciano Luiz Marcelo Márcio Marcos Mateus Maurício Mauro Maxwell Miguel Moacir Murilo
    Nathan Nelson Nilton Otávio Pablo Patrick Paulo Pedro Rafael Raimundo Ramon Raul Reginaldo Renan Ricardo
    Roberto Rodrigo Rogério Romário Ronaldo Rubens Ruan Samuel Sebastião Sérgio Severino Sidney Silvio Thiago
    Tomás Ubirajara Valdemar Vicente Vinícius Vitor Wagner Wallace Washington Wellington Wilson Yuri Zacarias
    """
)
SURNAMES = words(
    """
    Abreu Aguiar Albuquerque Almeida Alves Amaral Amorim Andrade Antunes Aragão Araújo Arruda Assis Azevedo
    Bandeira Barbosa Barreto Barros Bastos Batista Bezerra Bittencourt Borges Braga Brandão Brito Cabral Caldas
    Camargo Campos Cardoso Carneiro Carvalho Cavalcante Chaves Coelho Cordeiro Corrêa Costa Coutinho Cunha
    Damasceno Dantas Dias Diniz Duarte Evangelista Farias Fagundes Fernandes Ferraz Ferreira Figueiredo Fonseca
    Fontes Freire Freitas Furtado Galvão Garcia Gomes Gonçalves Guedes Guimarães Gusmão Holanda Jardim Lacerda
    Leal Leite Lemos Lima Lins Lobato Lopes Macedo Machado Maciel Magalhães Maia Marinho Martins Matos Medeiros
    Meira Melo Mendes Mendonça Menezes Mesquita Miranda Monteiro Moraes Moreira Moura Muniz Nakamura Nascimento
    Neves Nogueira Novaes Nunes Oliveira Pacheco Padilha Paes Paiva Peixoto Pereira Pessoa Pimentel Pinheiro
    Pires Porto Queiroz Quintana Ramos Rangel Reis Rezende Ribeiro Rocha Rodrigues Sales Sampaio Santana
    Santiago Santos Schneider Serra Silva Silveira Simões Siqueira Soares Souza Tanaka Tavares Teixeira Teles
    Torres Trindade Uchoa Valente Vargas Vasconcelos Vaz Veloso Viana Vieira Vilela Xavier Zanetti
    """
)
NICKNAMES = words(
    """
    Bia Carlinhos Cacá Chico Dedé Duda Fabinho Fê Gabi Gui Guto Isa Jô Juca Juju Lala Léo Lili Lulu Mari Nando
    Nanda Neto Nena Paulinho Pedrinho Rafa Rê Rô Sil Tati Teca Tina Tonho Vavá Vivi Xande Zeca Zezé Zuca
    """
)
TOWNS = phrases(
    """
    Alfenas| Araçatuba| Barbacena| Bauru| Blumenau| Cachoeirinha| Campina Grande| Cascavel| Caxias do Sul|
    Criciúma| Divinópolis| Feira de Santana| Governador Valadares| Imperatriz| Ipatinga| Itajaí| Jequié|
    Juazeiro| Lages| Macaé| Marabá| Maringá| Mossoró| Palmas| Parnaíba| Petrolina| Ponta Grossa| Rondonópolis|
    Santarém| Sinop| Sobral| Teresópolis| Toledo| Uberaba| Varginha| Vilhena
    """
)
STREETS = phrases(
    """
    das Acácias| dos Andradas| Barão do Cerro| das Camélias| Capitão Leitão| Coronel Bastos| da Constituição|
    Dom Feliciano| das Figueiras| General Salgado| dos Ipês| Joaquim Fagundes| das Laranjeiras| Marechal Hermes|
    Major Diogo| Nossa Senhora da Guia| dos Pardais| Pedro Bittencourt| das Quaresmeiras| Quinze de Agosto|
    Riachuelo| Santa Efigênia| São Bento| Sete de Abril| Tenente Aristides| Treze de Maio| Vinte de Janeiro|
    Visconde do Herval| Zeferino Dias| Padre Inácio| Professora Dalva Lemos
    """
)
DISTRICTS = phrases(
    """
    Jardim Primavera| Vila Esperança| Centro| Bela Vista| São José| Alto da Serra| Parque das Nações| Cidade
    Nova| Boa Vista| Vila Nova| Santa Luzia| Jardim América| Campo Belo| Morada do Sol| Barra Funda| Água Verde|
    Setor Oeste| Nova Esperança
    """
)
UFS = words(
    """
    AC AL AM BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RS SC SE SP TO
    """
)


def first_name(chance: Random, among: tuple[str, ...] = WOMEN + MEN) -> str:
    """Return a given name, sometimes one with an invented spelling."""
    name = chance.choice(among)
    if chance.random() < 0.12:
        name = name.replace("i", "y", 1) if "i" in name else name + chance.choice(("son", "ly", "nne"))
    return name


def full_name(chance: Random, among: tuple[str, ...] = ()) -> str:
    """Return one or two given names with one to three surnames, some tied by a particle."""
    among = among or chance.choice((WOMEN, MEN))
    given = [chance.choice(among)]
    if chance.random() < 0.25:
        given.append(chance.choice(among))
    family = chance.sample(SURNAMES, chance.choice((1, 1, 1, 2, 2, 3)))
    if chance.random() < 0.3:
        family[-1] = chance.choice(("da ", "de ", "dos ", "do ")) + family[-1]
    if chance.random() < 0.08:
        family.append(chance.choice(("Filho", "Neto", "Júnior", "Jr")))
    return " ".join(given + family)


def street(chance: Random) -> str:
    """Return a street with its kind, as people write it."""
    kind = chance.choice(
        ("Rua", "Rua", "Rua", "R.", "R", "Av.", "Avenida", "Av", "Travessa", "Tv.", "Alameda", "Al.", "rua")
    )
    return f"{kind} {chance.choice(STREETS)}"


def address(chance: Random) -> str:
    """Return street, number, and as much of the rest as people give."""
    number = chance.randrange(2, 3200)
    comma = chance.choice((", ", " ", ", nº ", ", n ", " n° ", ", número "))
    rest = ""
    if chance.random() < 0.5:
        rest += chance.choice(
            (", ap {n}", " apto {n}", ", casa {d}", ", bloco {l} ap {n}", " bl {l} apto {n}", ", fundos", " casa {d}")
        )
    if chance.random() < 0.55:
        rest += chance.choice((", ", " - ", ", bairro ")) + chance.choice(DISTRICTS)
        if chance.random() < 0.4:
            rest += f", {chance.choice(TOWNS)}" + chance.choice(
                ("", f"/{chance.choice(UFS)}", f" {chance.choice(UFS)}")
            )
    rest = rest.format(n=chance.randrange(11, 2204), d=chance.randrange(1, 40), l=chance.choice("ABCDE"))
    return f"{street(chance)}{comma}{number}{rest}"
