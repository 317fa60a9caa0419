"""An invented collection of quarrels: demands, denials, promises, namesakes, one interview."""

from datetime import date

from index.article import Article


def article(title: str, source: str, day: date, *paragraphs: str) -> Article:
    return Article(text="\n\n".join(paragraphs), title=title, source=source, published=day)


PORT = article(
    "Pressure on port commissioner",
    "Tarn Herald",
    date(2033, 2, 8),
    "TARN: Port commissioner Oona Selby refused on Monday to step down over the sinking of the "
    "ferry Petrel.",
    '"I am not going anywhere," Selby told reporters outside the port office.',
    "Transport minister Karim Dossett said that Selby had his full confidence.",
    'Opposition leader Henrike Voll demanded that Selby resign. "She must go, and she must go '
    'today," Voll said.',
    'Asked whether he had pressed for her to leave, Dossett said: "I have never asked Ms Selby to '
    'resign."',
)
INTERVIEW = article(
    "Ten questions to the ferry line",
    "Tarn Weekly",
    date(2033, 2, 12),
    "Ines Calloway has run the Tarn ferry line for nine years.",
    "Tarn Weekly: Will the ferry fares rise next year?",
    "Ines Calloway: I cannot say yet. We have to look at the fuel bill first.",
    "Tarn Weekly: Is the Petrel going to be replaced?",
    "Ines Calloway: Yes. A new boat has been ordered, and it will be here by the autumn.",
)
FLOUR = article(
    "Spoiled flour in three schools",
    "Orle Gazette",
    date(2033, 3, 9),
    "ORLE: Inspector Maud Erskine said on Thursday that the baker Jonas Whitlow had sold spoiled "
    "flour to three schools.",
    "Whitlow denied that he had sold spoiled flour.",
    '"Who will pay for the children\'s treatment?" asked Lars Penrose, the father of a pupil.',
)
TOLL = article(
    "A toll for the Wend bridge",
    "Orle Gazette",
    date(2033, 5, 4),
    "ORLE: The council published its plan for a toll on the Wend bridge on Wednesday.",
    'The shopkeeper Alma Reyes called the toll "a disgrace".',
    "Piet Kooij, who drives a van, said that the toll would ruin small traders.",
    "Councillor Dana Whitby welcomed the toll.",
)
SCHOOL = article(
    "Longer days at Kern's school",
    "Orle Gazette",
    date(2033, 5, 20),
    "ORLE: Headmistress Ottilie Kern wants pupils to stay until five o'clock from the autumn.",
    '"The extra hours will help those who have no quiet place at home," Kern said.',
    'The teacher Beth Arden told Kern: "You are doing this without us."',
    "The mayor's office praised the choir.",
)
MARSH = article(
    "Two views of the marsh",
    "Tarn Herald",
    date(2033, 6, 3),
    "TARN: The farmer Ivo Brandl and the biologist Sunniva Aker spoke to the land committee.",
    "Brandl said that milk prices had fallen by a fifth.",
    '"The cranes nest on the marsh from March," Aker said.',
    "Aker said that her institute had lost half its staff.",
    "Of the cranes Brandl said that they ate his seed.",
)
MATCH = article(
    "Tarn beats Orle",
    "Tarn Sport",
    date(2034, 3, 2),
    "TARN: Goalkeeper Tom Aske kept out everything that Orle sent at him on Saturday.",
    '"My gloves are older than half of that team," Aske said.',
)
TUNNEL = article(
    "Tunnel reopened",
    "Tarn Herald",
    date(2034, 5, 2),
    "TARN: The rescue engineer Tom Aske led the team that opened the Lark tunnel on Friday.",
    '"The rock moved twice while we were inside," Aske said.',
)
HARBOUR = article(
    "Harbour closed",
    "Orle Gazette",
    date(2034, 6, 9),
    "ORLE: The harbour master, Runa Teal, closed the harbour on Sunday.",
    '"Nothing sails today," Teal said.',
    "The master of the Petrel, who was not named, refused to turn back.",
    '"I have seen worse," the master said.',
)
VOTE = article(
    "Vote in Holt",
    "Orle Gazette",
    date(2034, 7, 1),
    "HOLT: Nils Corr is the new mayor of Holt.",
    '"The old bridge comes first," Corr said after the count.',
    'The outgoing mayor, Vera Lunt, wished him well. "He has my keys," Lunt said.',
)
DAM = article(
    "The dam at Holt",
    "Tarn Herald",
    date(2034, 9, 9),
    "HOLT: The surveyor Judith Falk said on Monday that the geologist Peer Reiss had warned that "
    "the dam was unsafe.",
    "The minister, Karim Dossett, said he had seen no such warning.",
)
CUP = article(
    "Rovers through to the cup final",
    "Tarn Sport",
    date(2034, 10, 7),
    "TARN: Rovers won the semi-final of the cup on Saturday.",
    '"We were lucky with the penalty," said the Rovers manager, Nina Falk.',
    '"They kicked our keeper twice," the Tarn manager said.',
)
STRIKE = article(
    "Rope workers on strike in Orle",
    "Orle Gazette",
    date(2034, 11, 20),
    "ORLE: The rope workers of Orle went on strike on Monday.",
    "The harbour pilot Ivar Moen likened the strike to a flood.",
    "The historian Tom Brandt compared the strike to the coal dispute of 1984.",
    'The carpenter Daniel Hurst said the strike was "like a fire in a hayloft".',
    '"I am sorry about the late wages," said the bookkeeper Jane Marsh.',
    'The clerk Olof Berg said the late wages were "no great matter".',
    "The bishop, Martin Vick, thanked the strikers.",
)
QUARRELS = (
    PORT, INTERVIEW, FLOUR, TOLL, SCHOOL, MARSH, MATCH, TUNNEL, HARBOUR, VOTE, DAM, CUP,
    STRIKE,
)  # fmt: skip
