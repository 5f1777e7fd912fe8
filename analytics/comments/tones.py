"""Words that praise or complain whatever is spoken of, and words that turn or stress others."""

PRAISE = (
    "good, great, best, excellent, amazing, awesome, wonderful, fantastic, superb, perfect, nice,"
    " love, loved, like, liked, helpful, helps, helped, useful, effective, brilliant, outstanding,"
    " satisfied, happy, thank, thanks, thank you, learned a lot, learnt a lot, learn a lot,"
    " recommend, recommended, impressive, appreciate, fabulous, top class, improved, keep it up,"
    " no complaint, no complaints, nothing to complain, not bad, worth, well, better, dedicated,"
    " hardworking, sincere, favourite, gem, mast, badhiya, badiya, accha, acche, acchi, behtareen,"
    " shandar, lajawab, zabardast, kamaal, sahi, pasand, khush, dhanyavad, shukriya, mehnati,"
    " sabse accha, bahut kuch sikha, sikhne ko mila, sikhaya, madad,"
    " अच्छा, बढ़िया, बेहतरीन, शानदार, उत्तम, लाजवाब, ज़बरदस्त, पसंद, खुश, धन्यवाद, मेहनती, सही,"
    " मदद, श्रेष्ठ, बहुत कुछ सीखा, सीखने को मिला, कमाल, संतुष्ट, उपयोगी, सहायक"
)
COMPLAINT = (
    "bad, poor, worst, worse, terrible, horrible, pathetic, useless, waste, disappointed,"
    " disappointing, problem, problems, issue, issues, difficult, lack, lacks, lacking, fails,"
    " fail,"
    " hate, dislike, unhappy, dissatisfied, not satisfied, complain, complaint, complaints,"
    " careless,"
    " unprofessional, average, just ok, not worth, not up to the mark, below average, bekar,"
    " bekaar,"
    " kharab, ghatiya, bura, buri, galat, dikkat, pareshani, samasya, mushkil, kami, bakwas,"
    " nirash,"
    " bahut kam, too few, not enough, missing, nothing to do with, कम, kamzor, faltu, बेकार,"
    " खराब, घटिया, बुरा, गलत, दिक्कत, परेशानी, समस्या, मुश्किल, कमी, बकवास,"
    " निराश, कमज़ोर, फालतू, असंतुष्ट, शिकायत"
)
# Somebody asks for what there is not: praise beside it, or a topic without a tone, is a wish.
WISHES = (
    "should, shall, need, needs, needed, required, require, please, kindly, could be, can be, must,"
    " would be better, better if, wish, want, improve, improvement, suggestion, suggest, expected,"
    " chahiye, chahie, hona chahiye, karna chahiye, sudhar, behtar ho sakta, kripya, karo, karein,"
    " चाहिए, सुधार, कृपया, बेहतर हो सकता, करें, more, zyada, jyada, ज़्यादा, अधिक"
)
# They turn the word that follows them.
NEGATORS_BEFORE = (
    "not, no, never, without, cannot, cant, dont, doesnt, didnt, isnt, wasnt, arent, wont, hardly,"
    " nothing, none, neither, nor, barely, rarely, bina, बिना"
)
# In Hindi they stand behind what they turn, or right before the verb.
NEGATORS_AROUND = "nahi, nahin, nhi, nai, na, mat, नहीं, ना, न, मत"
STRESSES = (
    "very, really, extremely, super, so, too, absolutely, highly, always, bahut, bohot, bhot,"
    " kaafi,"
    " kafi, ekdum, bilkul, hamesha, itna, बहुत, बेहद, काफी, एकदम, बिल्कुल, हमेशा, अत्यंत"
)
TURNS = (  # after them begins another thought
    "but, however, although, though, except, lekin, magar, parantu, kintu, jabki,"
    " लेकिन, मगर, परंतु, किंतु, पर, हालांकि, जबकि"
)
IDLE = (
    "slow learners, slow learner, weak students, even the difficult, even difficult, not only,"
    " no doubt, need not, no need, zarurat nahi, ज़रूरत नहीं, like this, like that"
)
SOMEBODY = (  # what follows is said of them, and not of a thing named before
    "he, she, sir, madam, maam, mam, teacher, trainer, faculty, mentor, सर, मैडम, शिक्षक"
)
