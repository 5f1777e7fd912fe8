"""A small folder like the Open University dataset, made up: two modules, two presentations."""

import gzip
from pathlib import Path

COURSES = """code_module,code_presentation,module_presentation_length
AAA,2013B,240
AAA,2013J,268
GGG,2013J,261
"""
VLE = """id_site,code_module,code_presentation,activity_type,week_from,week_to
10,AAA,2013B,oucontent,,
11,AAA,2013J,oucontent,,
12,AAA,2013J,forumng,,
13,AAA,2013J,homepage,1,2
14,AAA,2013J,ouwiki,,
21,GGG,2013J,quiz,,
22,GGG,2013J,resource,,
"""
ASSESSMENTS = """code_module,code_presentation,id_assessment,assessment_type,date,weight
AAA,2013B,100,TMA,19,100
AAA,2013J,101,TMA,19,40
AAA,2013J,102,CMA,54,60
AAA,2013J,103,Exam,,100
GGG,2013J,201,TMA,61,0
"""
INFO = """code_module,code_presentation,id_student,gender,region,highest_education,imd_band,\
age_band,num_of_prev_attempts,studied_credits,disability,final_result
AAA,2013B,1,F,Scotland,A Level or Equivalent,20-30%,0-35,0,60,N,Fail
AAA,2013J,1,F,Scotland,A Level or Equivalent,20-30%,0-35,1,120,N,Pass
AAA,2013J,2,M,Wales,HE Qualification,,35-55,0,60,Y,Withdrawn
GGG,2013J,2,M,Wales,HE Qualification,?,35-55,0,60,Y,Distinction
GGG,2013J,3,F,Ireland,Lower Than A Level,90-100%,55<=,0,30,N,Withdrawn
"""
REGISTRATION = """code_module,code_presentation,id_student,date_registration,date_unregistration
AAA,2013B,1,-30,
AAA,2013J,1,-159,
AAA,2013J,2,-53,12
GGG,2013J,2,-60,
GGG,2013J,3,,-2
"""
SCORES = """id_assessment,id_student,date_submitted,is_banked,score
100,1,20,0,35
101,1,18,0,78
102,1,-1,1,90
101,2,22,0,
201,2,60,0,55
"""
CLICKS = """code_module,code_presentation,id_student,id_site,date,sum_click
AAA,2013B,1,10,0,3
AAA,2013J,1,11,-1,4
AAA,2013J,1,11,0,1
AAA,2013J,1,11,0,2
AAA,2013J,1,12,6,5
AAA,2013J,1,13,7,1
AAA,2013J,2,14,3,9
GGG,2013J,2,21,14,2
GGG,2013J,2,22,16,7
AAA,2013J,99,11,1,1
"""
FILES = {
    "courses": COURSES,
    "vle": VLE,
    "assessments": ASSESSMENTS,
    "studentInfo": INFO,
    "studentRegistration": REGISTRATION,
    "studentAssessment": SCORES,
    "studentVle": CLICKS,
}


def folder_of(path: Path, packed: bool = True, **others: str) -> Path:
    """Write the seven files, some of them with other texts; the clicks as gzip."""
    for name, text in (FILES | others).items():
        content = quoted(text).encode()
        if name == "studentVle" and packed:
            (path / f"{name}.csv.gz").write_bytes(gzip.compress(content))
        else:
            (path / f"{name}.csv").write_bytes(content)
    return path


def quoted(text: str) -> str:
    """Every value in quotation marks, as the dataset has them."""
    lines = (line.split(",") for line in text.splitlines())
    return "".join(",".join(f'"{value}"' for value in line) + "\r\n" for line in lines)
