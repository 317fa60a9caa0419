"""Word lists for reading news: verbs of saying, nouns of office, marks of gender.

Hand-made; the verbs were checked against the cues of PolNeAR's training part.
"""

# Verbs that credit a clause or a quotation to their subject.
SAYING = frozenset(
    """
    acknowledge add admit advise affirm agree allege announce answer argue assert assure believe
    boast brag caution charge cite claim comment complain concede conclude confess confirm contend
    continue contradict counter declare decry demand deny describe detail disclose emphasise
    emphasize estimate explain express forecast highlight hint imply indicate inform insist
    instruct interject joke lament maintain make_clear mention muse note notify observe opine
    point_out post predict
    proclaim promise propose quip quote read reaffirm reassure recall recommend recount reiterate
    relate remark remind reply report respond retort reveal say scoff shout signal speculate state
    stress suggest swear tell testify text think threaten tweet underline underscore urge voice
    vow warn whisper wonder worry write yell
    """.split()
)
# Verbs whose object, quoted or not, is the content.
NAMING = frozenset(
    """
    accuse announce blame blast call cite condemn criticise criticize demand denounce deny deride
    describe dismiss express hail label mock note pledge praise promise propose question reaffirm
    recall reiterate reject stress underline underscore voice warn welcome
    """.split()
)
# Verbs whose infinitive is the content ("vowed to fight").
VOWING = frozenset(
    """
    agree ask call decline demand offer order pledge promise propose refuse swear threaten urge
    vow warn
    """.split()
)
# Endings of nouns for what people do: "chemist", "banker", "physician", "fireman".
ROLE_ENDINGS = ("ist", "ian", "man", "woman", "eer", "ologist", "keeper", "worker", "holder")
ROLE_NOUNS = frozenset(
    """
    adviser advisor agent aide ambassador analyst archbishop attorney author boss candidate
    captain ceo chair chairman chairperson chairwoman chancellor chief coach commander
    commissioner congressman congresswoman coroner council councillor counsel critic deputy
    detective diplomat director doctor driver economist editor emir engineer envoy executive
    expert farmer founder general governor head inspector investigator journalist judge justice
    king lawmaker lawyer leader lieutenant major manager mayor minister monk mp neighbor neighbour
    nurse officer official operator owner partner pastor physician pope premier president priest
    prince princess principal professor prosecutor queen rabbi reporter representative researcher
    resident scientist secretary senator sergeant sheriff singer speaker spokesman spokesperson
    spokeswoman strategist student superintendent surgeon survivor teacher treasurer trustee
    veteran victim warden witness writer
    """.split()
)
HONORIFICS = frozenset(
    """
    dame dr lady lord miss mr mrs ms rev sir
    """.split()
)
FEMALE = frozenset(
    """
    dame lady miss mrs ms
    """.split()
)
MALE = frozenset(
    """
    lord mr sir
    """.split()
)
FEMALE_NOUNS = frozenset(
    """
    actress businesswoman chairwoman congresswoman daughter mother princess queen sister
    spokeswoman widow wife
    """.split()
)
MALE_NOUNS = frozenset(
    """
    brother businessman chairman congressman father husband king prince son spokesman
    """.split()
)
OCCASIONS = frozenset(
    """
    address briefing call ceremony conference debate event forum gathering hearing interview
    lecture letter meeting panel podcast post rally session speech statement summit testimony
    tweet visit
    """.split()
)
# Things that carry words.
INSCRIBED = frozenset(
    """
    advert banner billboard caption card flyer headline inscription label leaflet message note
    notice placard plaque poster sign slogan sticker tattoo
    """.split()
)
# What reports, as the first word of a heading: "Poll: …".
REPORTING = frozenset(
    """
    analysis analysts critics document documents emails experts historians lawsuit memo officials
    police poll polls report reports researchers review source sources study survey
    """.split()
)
