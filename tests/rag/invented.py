"""A small invented collection: several outlets, shared surnames, people known by role alone."""

from datetime import date

from index.article import Article

FLOOD = Article(
    title="Flood cuts Marlow in two",
    source="The Marlow Post",
    published=date(2031, 3, 5),
    text=(
        "MARLOW: The river Asker broke its banks and cut the town of Marlow in two.\n\n"
        'Mayor Ilse Varga said on Tuesday, "We lost two pumps in an hour and nobody came."\n\n'
        "Health Secretary Tomas Brandt promised that the clinics would stay open during a joint "
        "press conference with Union Secretary General Greta Lund.\n\n"
        '"The Union will pay for new pumps before the winter," Lund said.'
    ),
)
BUDGET = Article(
    title="Council votes on the budget",
    source="The Marlow Post",
    published=date(2031, 6, 20),
    text=(
        "MARLOW: The council voted on Thursday.\n\n"
        'Mayor Ilse Varga told Brandt, "Your clinics cost us the bridge."\n\n'
        'Brandt criticised the budget as "a bill for the poor".'
    ),
)
MATCH = Article(
    title="Lund praises her goalkeeper",
    source="Oster Sport",
    published=date(2031, 6, 21),
    text=(
        'Coach Petra Lund said: "Our keeper won this match alone."\n\n'
        "The crowd stayed until midnight."
    ),
)
UNION = Article(
    title="Union cuts its help",
    source="Oster Gazette",
    published=date(2031, 9, 2),
    text=(
        "Union Secretary General Lund has changed her mind.\n\n"
        '"There is no money for pumps this year," Lund said on Monday.\n\n'
        "The Union chief said that the members had refused to pay for the pumps."
    ),
)
PLAY = Article(
    title="A star looks back",
    source="Oster Gazette",
    published=date(2031, 9, 3),
    text=(
        "OSTER: The film with actress Ada Roe opened to applause.\n\n"
        '"I was never afraid of the dark," Roe said.'
    ),
)
COLLECTION = (FLOOD, BUDGET, MATCH, UNION, PLAY)
