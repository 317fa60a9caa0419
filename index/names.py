"""First names that tell "he" from "she".

Hand-made from the commonest English, Spanish, French, German and Russian first names; those given
to both are left out.
"""

FEMALE_FIRST_NAMES = frozenset(
    """
    abigail ada agnes aisha alexandra alice alicia alison allison amanda amelia amy ana andrea
    angela angelina anita ann anna anne annette annie antonia arlene audrey barbara beatrice
    beatriz bernadette beth bethany betsy betty beverly bonnie brenda bridget brigitte camille
    carla carly carmen carol carole caroline carolyn catherine cathy cecilia celeste charlotte
    chelsea cheryl christina christine cindy claire clara claudia colleen connie courtney
    crystal cynthia daisy danielle debbie deborah debra delia denise diana diane dianne dolores
    donna doris dorothy edith eileen elaine eleanor elena elise elizabeth ella ellen emily emma
    erica erika esther ethel eva eve evelyn fatima felicia fiona florence frances gabriela gail
    georgia geraldine gina ginger gladys gloria grace greta gretchen gwen hannah harriet heather
    heidi helen helena helga hilary hillary holly huma ida ilse ines ingrid irene irina iris
    isabel isabella ivanka jackie jacqueline jane janet janice jeanne jenna jennifer jenny
    jessica jill joan joann joanna joanne josephine joy joyce juanita judith judy julia juliana
    julie june karen kate katharine katherine kathleen kathryn kathy katie katrina kayla
    kellyanne kimberly kirsten kristen kristin kristina laura lauren leila lena leona lillian
    lily linda lisa liz loretta lorraine louise lucia lucille lucy lydia lynda lynn madeleine
    madeline maggie malia marcia margaret maria marianne marie marilyn marina marine marjorie
    marlene marsha martha mary maureen maxine megan melania melanie melinda melissa mia michele
    michelle mildred miranda molly monica nadia nancy naomi natalia natalie natasha nicole nina
    nora norma olga olivia paige pamela patricia patti patty paula pauline peggy penelope penny
    phyllis priscilla rachel rebecca regina renee rita roberta rosa rose rosemary roxanne ruth
    sabrina sadie sally samantha sandra sara sarah sasha shannon sharon sheila shelly sherry
    shirley silvia sofia sonia sonya sophia sophie stella stephanie sue susan susana susanne
    suzanne svetlana sylvia tamara tammy tanya tatiana teresa thelma theresa tina valerie
    vanessa vera veronica victoria viola violet virginia vivian wanda wendy yolanda yvette
    yvonne zoe
    """.split()
)
MALE_FIRST_NAMES = frozenset(
    """
    aaron abdul abraham adam adrian ahmed alan albert alberto alejandro aleksandr alexander
    alexei alfred ali allan allen alvin andre andreas andrew andy angus anthony antonio arnold
    arthur arturo barack barry ben benedict benjamin bernard bernie bill billy bob bobby boris
    brad bradley brandon brendan brent brett brian bruce bruno bryan byron calvin carl carlos
    cesar charles charlie chester chuck clarence clark claude clifford clint clyde colin conrad
    corey craig curtis dale damian dan daniel danny darren darryl dave david dean dennis derek
    dick diego dimitri dmitri don donald doug douglas duncan dwight earl ed eddie edgar eduardo
    edward edwin eli elijah elliot elmer emmanuel enrique eric erik ernest ernesto ethan eugene
    evan felipe felix fernando floyd francesco francisco francois frank franklin fred frederick
    gabriel garrett gary gavin gene geoffrey george gerald gerard gilbert giovanni glen glenn
    gordon graham grant greg gregory guillermo gustavo guy hans harold harrison harry harvey
    hassan hector henry herbert herman howard hubert hugh hugo ian ibrahim igor isaac ivan jack
    jacob jacques jake james jared jason javier jay jean-claude jeb jeff jeffrey jens jeremiah
    jeremy jerome jerry jim jimmy joaquin joe joel johan john johnny jonathan jorge jose josef
    joseph josh joshua juan julian julio justin karl keith ken kenneth kenny kevin kurt kyle
    lance larry lars lawrence leo leon leonard liam lloyd lou louis lucas luis luke luther
    manuel marc marcel marco marcus mario mark martin marty marvin mason matt matthew maurice
    max maxwell michael miguel mike mikhail mitchell mitt mohamed mohammad mohammed mohamud
    morris moses muhammad mustafa nathan nathaniel neil nelson nicholas nick nigel nikolai noah
    noel norman oliver omar oscar oswald otto owen pablo patrick paul pedro pete peter phil
    philip phillip pierre ralph ramon randall randy raul ray raymond reginald rene ricardo
    richard rick rob robert roberto rodney roger roland roman ron ronald rory ross roy ruben
    rudolf rudy rupert russ russell ryan salvador sam samuel saul scott sean sebastian sergei
    sergey seth shane shaun shawn sheldon simon spencer stanley stefan stephen steve steven
    stewart stuart ted terrence theodore thomas tim timothy toby todd tom tomas tommy tony
    travis trevor tyler vernon victor vincent vladimir wallace walter warren wayne wesley
    wilfred willem william xavier yuri yusuf zachary
    """.split()
)
