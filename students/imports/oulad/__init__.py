"""The Open University Learning Analytics Dataset: seven files of one folder into the register.

Kuzilek, Hlosta, Zdrahal 2017, Sci. Data 4:170171, doi 10.1038/sdata.2017.171.
"""
