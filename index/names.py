"""First names that tell "he" from "she".

Hand-made from common first names of Europe, the Americas, the Near East and South Asia; those given
to both, and those that are rather places or words, are left out.
"""

FEMALE_FIRST_NAMES = frozenset(
    """
    abigail ada adele adriana agatha agathe agnes agnieszka aida aisha aisling akua alba aleksandra
    alessandra alexa alexandra alice alicia alina alison allison alma alyssa amanda amelia amina
    amira amrita amy ana anastasia andrea aneta angela angelica angelina angelique anika anita anja
    ann anna anne anneke annemarie annette annie annika antonella antonia anya aoife ariana arlene
    arundhati astrid audrey aurelia aurora ayesha azadeh barbara barbora beata beatrice beatrix
    beatriz becky benazir berit bernadette beth bethany betsy bettina betty beverly bianca birgit
    blanca bonnie bozena brenda brenna bridget brigitte bronwyn caitlin camila camille candace
    candice carina carla carlotta carly carmen carol carole carolina caroline carolyn cassandra
    cassidy catalina catarina cate catherine cathy catriona cecile cecilia celeste celia chantal
    charlene charlotte chelsea cheryl chiara chloe chrissy christa christel christina christine
    ciara cindy claire clara clarissa claudette claudia clementine colleen connie consuelo cora
    cordelia corinne cornelia courtney cristina crystal cynthia dagmar daisy dalia daniela danielle
    daphne darlene debbie deborah debra delia delphine denise desiree diana diane dianne dina
    dolores donna dora doreen doris dorothea dorothy dunja ebba edda edith edna eileen ekaterina
    elaine eleanor elena eleni eleonora elif elin elisa elisabeth elise elizabeth ella ellen elsa
    elspeth elvira emilia emily emine emma emmanuelle erica erika estelle esther ethel eugenia
    eunice eva eve evelina evelyn farah fatima fatma fatou federica felicia felicity fernanda
    filippa fiona florence florencia frances francesca francine francoise freya frida frieda
    gabriela gail galina gemma genevieve georgia georgina geraldine gertrude ghislaine gillian gina
    ginger giorgia giovanna giulia gladys gloria golda grace graciela greer greta gretchen gudrun
    gwen gwendolyn gwyneth halina hanna hannah hannelore harriet haruka hatice heather hedwig heidi
    heike helen helena helga henrietta hermione hilary hilda hillary hillevi holly hortense huma ida
    ilse iman imelda imogen indira ines inga inge ingeborg ingrid ioana iolanda irene irina iris
    irma isabel isabella isadora isobel ivana ivanka iwona jacinda jacinta jackie jacqueline jadwiga
    jana jane janet janice janine jasmin jasmine jeanette jeanne jelena jemima jenna jennifer jenny
    jessica jill joan joana joann joanna joanne jocelyn jodie johanna jolanta jorunn josefina
    josephine josette jovana joy joyce juanita judith judy julia juliana julie juliet juliette june
    justyna jutta kaja kamala karen karin karina karla karolina katarina katarzyna kate katerina
    katharine katherine kathleen kathryn kathy katie katja katrina katya kaye kayla keiko kellyanne
    kendra khadija kimberly kinga kirsten kirsty klara kornelia kristen kristi kristin kristina
    kristine krystyna ksenia kumiko laila lana larissa latifa laura lauren leah leela leila lena
    leona leonora leyla liana lidia lilian liliana lillian lily lina linda linnea lisa lisbeth liv
    liz lois lola lorena loretta lorna lorraine louisa louise luana lucia luciana lucille lucy
    ludmila luisa lupita lydia lynda lynn lyudmila mabel madeleine madeline magdalena maggie maia
    maja malala malgorzata malia malin mandy manon manuela mara marcia mareike margaret margarita
    margaux margot margrethe margrit maria mariam mariana marianne maribel marie marija marika
    marilena marilyn marina marine marion marisa marit marjorie marlena marlene marsha marta martha
    martina martine mary maryam maryna matilda maud maura maureen mavis maxine mayumi megan melania
    melanie melinda melissa meredith merle mia michaela michele michelle michiko mila mildred milena
    minna miranda mireille miriam moira molly mona monica monique morgana muriel myra myrtle
    nadezhda nadia nadine nancy nanette naomi natacha natalia natalie natasha nathalie neha nell
    nelly nichola nicole nicolette nigella nikki nina nisha noemi nora noreen norma nuala octavia
    odette odile oksana olena olga olivia ottilie padma paige paloma pamela pascale patricia
    patrizia patti patty paula paulina pauline peggy penelope penny perla petra petronella philippa
    phoebe phyllis pia pilar polly portia prisca priscilla priya priyanka rachael rachel rachida
    radka ramona rania raquel rebecca rebekah regina regine renata renee rhiannon rhona rhonda
    ricarda rita roberta rocio romana ronja rosa rosalia rosalie rosalind rosanna rose rosemary
    roshni rosie rowena roxana roxanne rukhsana runa ruth ruzena sabine sabrina sadia sadie saira
    sally salma samantha samira sandra sanna saoirse sara sarah sasha saskia selena selma serena
    shabana shannon shanti sharon shauna sheena sheila shelly sherry sheryl shirin shirley shreya
    sienna sigourney sigrid silke silvana silvia simone sinead siobhan sofia soledad solveig sonia
    sonja sonya sophia sophie soraya stefania stella stephanie sue suki sunita sunniva susan susana
    susanne suzan suzanna suzanne svenja svetlana sybil sylvia tabitha tala talia tamar tamara tammy
    tania tanya tara tarja tatiana tatjana tatyana teresa tess tessa thandi thea thelma theodora
    theresa therese tilda tilly tina trudy ulla ulrike uma ursula uschi valentina valeria valerie
    vanessa vera veronica veronika veronique vesna vicky victoria vigdis vilma viola violet violeta
    virginia vivian viviana wanda wendela wendy whitney wilhelmina wilma winifred winnie wislawa
    xenia yael yana yara yasmin yasmine yelena yevgenia yoko yolanda yuliya yvette yvonne zahra
    zainab zara zarina zdenka zeinab zelda zoe zofia zola zora zsuzsa zuzana
    adaeze adaora aditi adjoa agata agneta aino aissatou akiko akinyi akosua alena amaka amelie
    aminata ananya angharad anjali annelies anneliese annelise anniken anushka atieno aurelie
    babette bea bethan biljana birgitta bogumila bohumila bryony busisiwe carys catrin cerys
    chinwe chioma constance coralie danuta deepika demelza despina divya dorota dragana eilidh
    eirini elodie elzbieta emiko emilie evangelia ewa fatoumata femke ffion folake fumiko
    gordana grainne grazyna gunilla hanako hattie helmi huda ifeoma imani ioanna ishita jacinthe
    jarmila jasmina jitka kaisa kavita kavya kazuko keisha kerensa kerstin kirsi laetitia
    lakshmi lamia latoya layla leena lenka leonie lerato lieke ljiljana lowri maeve magali magda
    maha maisie maj mariama marijana marijke marjatta marketa meena meera merja mhairi morwenna
    najwa naledi nandini nellie nerys nevena ngozi niamh njeri nkechi nomvula noura oceane
    orlagh ottoline outi paivi philomena pirkko pooja preeti prudence reem rekha rhian riitta
    riya rosamund rula sachiko salwa samar sandrine sangeeta sanne seren severine shanice shobha
    sian signe smita sneha snezana solange solene sonal sorcha souad stacey stavroula sushma
    swati synnove tamsin thandiwe tiffany tomoko torunn tracey tuula tuva ulrika una usha
    vandana vasiliki vidya virginie wangari wanjiru wenche ximena yesenia yetunde ylva yolande
    yusra zeina zuri zuzanna
    """.split()
)
MALE_FIRST_NAMES = frozenset(
    """
    aaron abdallah abdul abdullah abdulrahman abel abraham achim adam adil adolfo adrian adrien
    agustin ahmad ahmed aidan akira alain alan alasdair albert alberto albrecht alec alejandro
    aleksander aleksandr aleksei alessandro alessio alexander alexandre alexandros alexei alf
    alfonso alfred alfredo ali alistair allan allen aloysius alvaro alvin amadou amir amit anatoly
    anders andre andreas andrei andrej andrew andrzej andy angus anil anselm anthony antoine anton
    antonio antonis archie arjun armando armin arnaud arne arno arnold arthur arturo arun arvid
    ashok atanas augustin augusto augustus aurelio axel aziz barack barry bart bartholomew bartosz
    basil bastian bela ben benedict benedikt benito benjamin benoit bernard bernie bertram bertrand
    bilal bill billy bjorn blaise bob bobby bogdan boleslaw bonifacio boris brad bradley bram
    brandon branko brendan brent brett brian broderick bruce bruno bryan burak byron caleb callum
    calvin camillo carl carlos carsten casper cassius cedric cem cesar cesare chaim charles charlie
    charlton chester christoph christophe christopher christos chuck cillian claes clarence clark
    claude claudio clemens clement cliff clifford clint clyde colin colm connor conor conrad
    constantin corey cormac cornelius cosmo craig cristian cristiano curtis cyril dale damian damien
    damon dan daniel daniele danny dario darius dariusz darren darryl dave david davide dean declan
    deepak demetrius denis deniz dennis denzel derek dermot desmond detlef dick didier diego dieter
    dietmar dietrich dimitri dimitris dinesh dirk dmitri dmitriy dmitry dominic dominik don donal
    donald donovan doug douglas dragan duncan dusan dwight dylan eamon earl eberhard ed eddie edgar
    edgardo edmund eduardo edvard edward edwin egon eike einar eli elias elijah elliot elmer elmo
    emeka emerson emil emile emiliano emilio emmanuel emre enda ennio enrique enzo eric erik ernest
    ernesto erwin esteban ethan etienne eugene eugenio evan ewan ezekiel ezra fabian fabio fabrice
    faisal farid federico felipe felix ferdinand fergus fernand fernando fidel filip finn florian
    floyd francesco francisco francois frank franklin fraser fred frederic frederick fredrik
    friedrich fritz gabriel gareth garrett gary gaston gavin gene gennady geoff geoffrey georg
    george georges georgi gerald gerard gerardo gerd gerhard gerry gianni gideon gilbert gilles gino
    giorgio giovanni giulio giuseppe glen glenn goran gordon graeme graham grant greg gregor
    gregorio gregory grzegorz guido guillaume guillermo gunnar gunther gus gustav gustave gustavo
    guy haakon hamid hamza hans harald hari harold harrison harry haruki harvey hasan hashim hassan
    hector heiko heinrich heinz helge helmut hendrik henk henri henrik henry herbert herman hermann
    hiroshi holger horacio horst howard hubert hubertus hugh hugo humberto humphrey hussein ian
    ibrahim ignacio ignatius igor ilya imran ingmar ioannis ionut irfan irving isaac ismail istvan
    ivan ivo iwan jabari jacek jack jacob jacques jaime jake jakob jakub jamal james janos jared
    jaroslav jason jasper javad javier jay jean-claude jean-luc jean-marc jean-paul jean-pierre jeb
    jeff jeffrey jens jeremiah jeremy jeroen jerome jerry jerzy jesper jim jimmy jiri joachim joao
    joaquin jochen joe joel joey johan johannes john johnny jon jonas jonathan joost jorge joris
    jose josef joseph josh joshua josip jost juan juergen jules julian julio julius jurgen jussi
    justin kamal kareem karim karl karsten kazimierz keir keiran keith kelvin kemal ken kenji
    kenneth kenny kevin khaled khalid kieran kiran klaas klaus knut konrad konstantin krzysztof kurt
    kwame kyle lance larry lars laszlo lawrence lech leif leo leon leonard leopold leroy leszek lev
    liam lionel lloyd lorenz lorenzo lothar lou louis luca lucas lucien lucius ludovic ludwig luigi
    luis luka lukas luke luther lutz maarten mads magnus mahmoud malcolm malik manfred manny manoj
    manolo manuel marc marcel marcelo marcin marco marcus marek mariano mario marius mark markus
    marlon martijn martin marty marvin mason massimo mateo mateusz mathias mathieu mats matt matteo
    matthew matthias mattias maurice mauricio maurizio max maximilian maxwell mehdi mehmet melvin
    michael michal michel mickey miguel mikael mike mikhail mikko miklos milo milos miroslav mischa
    mitchell mitt mohamed mohammad mohammed mohamud mohan mordecai morris mortimer moses moshe
    muhammad murat mustafa mustapha nathan nathaniel naveen nawaz ned neil nelson nestor nicholas
    nick nicolai nicolas nigel niklas niko nikolai nikos nils noah noel norbert norman odysseus olaf
    oleg oleksandr oleksiy oliver olivier omar omari orhan orson oscar oskar osvaldo oswald otis
    ottavio otto owen pablo paddy panos paolo pascal patricio patrick paul paulo pavel pawel pedro
    pekka percy petar pete peter phil philip phillip pierre pieter pietro piotr prakash qasim
    quentin radek radoslaw rafael raffaele rahul rainer raj rajesh ralph ramesh ramiro ramon ramzan
    randall randy raphael rashid raul ray raymond raymundo recep reginald reinhard reinhold remy
    renaud rene reza rhys ricardo richard rick rob robert roberto rocco roch roderick rodney rodolfo
    rodrigo roger rohan roland rolf romain roman romano ron ronald ronan rory ross rowan roy ruairi
    ruben rudi rudolf rudy rufus rupert russ russell ruud ryan salman salvador salvatore sam samir
    samuel sander sandor sandro sanjay satoshi saul scott sean sebastian serge sergei sergey sergio
    seth shane shaun shawn sheldon siegfried sigmund silas silvio simeon simon slobodan soren
    spencer stanislav stanley stefan stefano steffen sten stephen steve steven stewart stuart sunil
    sven sylvain tadeusz takeshi tarek tariq ted terrence tewodros thabo thad theo theodore thierry
    thomas thorsten tibor tim timo timothy tito tobias tobin toby todd tom tomas tomasz tomislav
    tommy tony torsten toshiro travis trevor tristan tyler tyrone ulf ulrich umar umberto uwe vaclav
    valentin valery vasily vernon vicente victor vikram viktor vince vincent vincenzo vinod vitaly
    vito vittorio vivek vlad vladimir vladislav volker volodymyr waldemar walid wallace walter
    warren wayne wendell werner wesley wilbur wilfred wilhelm willem william wim winston wojciech
    wolfgang xavi xavier yann yannick yannis yasser yevgeny yitzhak yoshi yousef youssef yuri yuriy
    yusuf yves zachary zbigniew zdenek zeljko zoltan zoran
    abbas abdelaziz adebayo adewale adnan aki aled alun amund anibal antti anwar arild arvind
    asbjorn ashish ashwin ayman babatunde barnaby bartlomiej bashar bashir bence bertie bjarne
    bohumil bongani calum cathal cheikh chidi chinedu chukwuma ciaran clem corin costas crispin
    cyrus dafydd darnell dawid dejan denzil deshawn dewi diarmuid dimitrios dougal dragoslav
    eero eino eirik emlyn emrys eoin espen euan evangelos evaristo fadi faris faustino femi
    finlay fintan florent folarin fouad frantisek frode gaurav gbenga geir geraint gergely
    gethin ghassan giorgos girish gonzalo gopal gwilym gyorgy halvard hamish hani hannu harish
    havard haytham heikki heriberto hernan hideki hideo hisham hitesh huw iain idris iestyn
    ieuan ifan ikechukwu ilkka imre iolo isidro issam jagdish janne jari jarle jaroslaw jermaine
    jindrich joaquim jolyon jorgen jorma jory jouko jozsef juha juhani jukka junaid kamau kamil
    karan karoly kashif kayode kazuo kelechi kenta kimmo kishore kjell kjetil kofi kojo kostas
    krystian kwabena kwaku kweku kyriakos lachlan ladislav lajos lasse leandro lisandro llewelyn
    lorcan lubomir ludek ludo lukasz lwazi maciej mahesh mamadou mandla manish marwan
    massimiliano matthieu matti mauro maxime mazen mihaly milorad mogens mohit morten moussa
    mukesh munir murdo mwangi nabil nadeem naoki naresh nasser naveed nebojsa nenad niall nikhil
    nikolaos nitin nizar nnamdi obinna octavio oddvar oisin oivind okechukwu olli olumide
    oluwaseun ondrej otieno ousmane oystein paavo padraig panagiotis pankaj pentti peregrine
    petros petter petteri piers pradeep pramod pranav predrag przemyslaw radovan rafal rafik
    ragnar rakesh rami ranjit rashad renzo rhodri rhydian rigoberto rinaldo rishi risto ritesh
    rogelio rohit ruairidh ruaridh rune ryszard sachin sakari samer sami sandeep sanjeev satish
    satoru sebastien segun seppo seun shahbaz shahid shigeru shinji shinzo siddharth sigurd
    sindre sipho slawomir sohail sondre souleymane spyros srdjan stanislaw stavros stepan sudhir
    suresh szymon tadhg tahir tanguy tapani tapio taro tawfiq teemu teo terje terrell tetsuya
    thanasis thibault thibaut thulani tormod torquil torstein trefor trond trygve tunde tuomas
    tushar ulises usman uzoma vassilis veikko vidar vijay ville vinay vipin vishal vojtech wael
    waleed waqar wasim wieslaw wilfredo wladyslaw yahya yash yasin yiannis yoshihide yoshihiro
    yukio zafar zaheer zaki ziad zsolt zygmunt
    """.split()
)
FIRST_NAMES = FEMALE_FIRST_NAMES | MALE_FIRST_NAMES
