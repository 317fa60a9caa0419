"""Word lists for reading news: verbs of saying, nouns of office, marks of gender.

Hand-made; the verbs were checked against the cues of PolNeAR's training part.
"""

# Verbs that credit a clause or a quotation to their subject.
SAYING = frozenset(
    """
    accept acknowledge add admit advise affirm agree allege announce answer argue assert assure
    believe boast brag caution charge cite claim comment complain concede conclude confess confirm
    contend continue contradict counter declare decry demand deny describe detail disclose emphasise
    emphasize estimate explain express forecast fume grumble highlight hint imply indicate inform
    insist instruct interject joke lament maintain make_clear mention muse note notify observe opine
    point_out post predict proclaim promise propose quip quote read reaffirm reassure recall
    recommend recount reiterate relate remark remind reply report respond retort reveal say scoff
    shout signal speculate state stress suggest swear tell testify text think threaten tweet
    underline underscore urge voice vow warn whisper wonder worry write yell
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
# Verbs in British spelling, as the American training articles have them.
AMERICAN = {
    verb: verb.replace("ise", "ize")
    for verb in SAYING | NAMING
    if verb.endswith("ise") and verb.replace("ise", "ize") in SAYING | NAMING
}
# Verbs whose infinitive is the content ("vowed to fight").
VOWING = frozenset(
    """
    agree ask call decline demand offer order pledge promise propose refuse swear threaten urge
    vow warn
    """.split()
)
# Verbs whose subject utters what follows, in whatever form.
UTTERING = SAYING | VOWING | {"comment", "speak", "talk"}
# What is done with words, told without them: "defended the plan".
SPEECH_ACTS = frozenset(
    """
    address advocate apologise apologize applaud articulate assail attack bash bemoan castigate
    chide clarify commend compare compliment congratulate defend discuss disparage downplay
    echo elaborate endorse lambast lash laud liken list mock object outline plead point
    portray protest rail rant rebuff rebuke rebut refer reference refute repeat ridicule
    salute scold slam thank tout
    """.split()
)
# What somebody has in mind, as far as a newspaper can know it.
ATTITUDES = frozenset(
    """
    back disagree doubt expect favor favour fear hope intend oppose plan prefer regret support
    want wish
    """.split()
)
# Endings of nouns for what people do: "chemist", "banker", "physician", "fireman".
ROLE_ENDINGS = ("ist", "ian", "man", "woman", "eer", "ologist", "keeper", "worker", "holder")
ROLE_NOUNS = frozenset(
    """
    accountant activist actor actress admiral adviser advisor agent aide ambassador analyst
    archbishop architect attorney auditor author baker barrister billionaire boss brigadier butcher
    candidate captain ceo chair chairman chairperson chairwoman chancellor chaplain chef chief clerk
    coach colonel columnist comedian commander commentator commissioner commodore composer conductor
    congressman congressmember congresswoman constable coroner corporal correspondent council
    councillor counsel critic curate curator deacon deputy designer detective diplomat director
    doctor driver economist editor electrician emir engineer envoy executive expert farmer filmmaker
    firefighter founder general goalkeeper governor head headmaster headmistress headteacher
    historian host imam inspector investigator journalist judge justice keeper king landlady
    landlord lawmaker lawyer leader legislator lieutenant lifeguard magistrate major manager master
    mayor mechanic mediator midfielder midwife minister moderator monk mp navigator negotiator
    neighbor neighbour novelist nurse officer official operator organiser organizer owner paramedic
    partner pastor photographer physician pilot planner playwright plumber poet pollster pope
    premier president priest prince princess principal producer professor prosecutor publisher queen
    rabbi rapper rector referee registrar regulator reporter representative researcher resident
    reverend scientist sculptor secretary senator sergeant sheriff singer skipper sociologist
    solicitor speaker spokesman spokesperson spokeswoman strategist striker student superintendent
    surgeon surveyor survivor teacher treasurer trustee umpire veteran vicar victim warden winger
    witness writer
    """.split()
)
# Other nouns for people, as a "they" may stand for them.
PEOPLE = frozenset(
    """
    activist adult adviser agency aide ally american analyst applicant asylum-seeker backer banker
    believer boomer borrower boy brother buyer candidate caucus-goer celebrity child christian
    citizen client colleague commentator competitor congregant conservative consumer contender
    contestant couple creditor customer daughter defender delegate demonstrator dissident donor
    doctor employee employer evangelical expert family fan father fighter follower friend fundraiser
    girl graduate group guest historian household immigrant independent individual insider
    intellectual investor islamist jew juror kid laborer latino leftist liberal listener member
    merchant migrant militant millennial mother muslim narrator neighbor observer opponent
    organizer other outsider parent participant patient people peer person player policeman
    politician pollster producer professional progressive protester provider pundit rebel refugee
    relative republican retiree rioter rival scholar seller senior settler sister socialist soldier
    son sociologist spouse staffer stakeholder strategist subscriber superdelegate supporter
    surrogate taxpayer teen teenager terrorist trader troop undergraduate user viewer villager
    volunteer voter watcher widow winner woman man worker writer youth
    """.split()
)
HONORIFICS = frozenset(
    """
    baroness dame dr lady lord miss mr mrs ms rev sir
    """.split()
)
# Titles as they are shortened before a name.
SHORT_TITLES = frozenset(
    """
    adm amb brig capt cllr cmdr col det gen gov lt maj pres prof rep sen sgt supt
    """.split()
)
FEMALE = frozenset(
    """
    baroness dame lady miss mrs ms
    """.split()
)
MALE = frozenset(
    """
    lord mr sir
    """.split()
)
FEMALE_NOUNS = frozenset(
    """
    actress aunt businesswoman chairwoman congresswoman daughter daughter-in-law ex-wife fiancee
    grandmother half-sister headmistress landlady mother mother-in-law niece princess queen sister
    sister-in-law spokeswoman stepmother widow wife
    """.split()
)
MALE_NOUNS = frozenset(
    """
    brother brother-in-law businessman chairman congressman ex-husband father father-in-law fiance
    grandfather half-brother husband king nephew prince son spokesman stepfather uncle widower
    """.split()
)
# Whose somebody is.
KIN = frozenset(
    """
    aunt brother brother-in-law cousin daughter ex-husband ex-wife father father-in-law fiance
    fiancee grandfather grandmother half-brother half-sister husband mother mother-in-law nephew
    niece sister sister-in-law son stepfather stepmother uncle widow widower wife
    """.split()
)
OCCASIONS = frozenset(
    """
    address appearance briefing broadcast call ceremony conference debate event forum gathering
    hearing interview lecture letter meeting panel podcast post rally session speech statement
    summit testimony tweet visit
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
# Verbs whose subject is part of what seems.
SEEMING = frozenset(
    """
    appear feel look prove remain seem sound stand tend
    """.split()
)
# What is done rather than said, thought or wanted: such a verb credits no mere object.
ACTS = frozenset(
    """
    accept acquire adopt air appoint arrest attract award ban become block bring build buy carry
    cast change choose close come cover create cut deliver distribute divide draft draw drop earn
    elect end enact erupt establish exploit feature file fill fire form gain get give go grant
    grow hand head hire hit hold introduce issue join keep launch lay lead leave link lose make
    mark meet monitor move nominate obtain open overturn own pass pay pick place play pose
    present prevent produce prohibit prosecute provide publish pump put ratify reach receive
    register release remove represent restrict return reverse run select send sentence serve
    set sever shake sign split sponsor spread start stop strike sue take throw tie touch turn
    unveil use veto visit vote walk win withdraw withhold
    """.split()
)
# Last words of names of organisations and places.
BODIES = frozenset(
    """
    academy administration agency airlines airport army assembly association authority avenue
    board broadcasting bureau campaign center centre channel city club college commission
    committee company congress convention corporation council county court department dispatch
    embassy federation fund gazette group herald hospital inc inquirer institute institution
    international journal league library magazine media ministry museum network news office
    organization pac party plaza police radio review school senate service
    society square state studio team television times tribune tv union university
    weekly
    """.split()
)
# Of the verbs of saying, those that tell of a thought as well.
THINKING = frozenset(
    """
    agree believe conclude deny estimate expect imply indicate oppose reveal signal speculate
    suggest think wonder worry
    """.split()
)
# Verbs whose object is whom the words are for.
ADDRESSING = frozenset(
    """
    advise ask assure inform promise remind tell thank urge warn
    """.split()
)
# Things that are written to say something.
SPEAKING = (
    BODIES
    | INSCRIBED
    | REPORTING
    | frozenset(
        """
    article bank brief channel coalition column country department editorial email essay firm
    government industry letter movement nation newspaper outlet panel paper platform publisher
    ruling site statement website
    """.split()
    )
)
