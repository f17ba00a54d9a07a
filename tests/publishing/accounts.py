"""Made texts on several continents, across 180° and in the far north, each with names to redact and their other forms."""

from __future__ import annotations

TEXTS = {
    "andes": (
        "Rebels hold a strip 20 km deep along the Colombian border, on the Ecuadorian side, the army of Ecuador said on "
        "Friday. Colonel Maria Quispe Ruiz said that fighters moved to within 15 km of Tulcán. “TULCAN is safe”, Ruiz "
        "said at 0.8119° N, 77.7173° W. The Quito Monitoring Group (QMG) denied it. The people of Tulcan stayed at home; "
        "QMG reported a column 3 km north of Ipiales and another 12 miles southwest of Pasto, near 1°12′49″N 77°16′52″W."
    ),
    "korea": (
        "The demilitarised zone runs along the 38th parallel, the ministry in Seoul said. Troops were seen 10 km "
        "north of Kaesong and east of the Imjin River. A buffer of 4,000 metres lies along the border between North Korea "
        "and South Korea. Kaesŏng's mayor said that 1,200 people left. A drone fell within 5 km of Paju, MGRS 52S CG "
        "12345 67890, a spokesman for Pyongyang claimed."
    ),
    "pacific": (
        "A buffer zone lies within 60 km of Taveuni, the navy in Suva said. Fighting was reported 30 km east of Labasa and "
        "40 km south of Savusavu. The line runs from Suva to Apia. The Fijian navy's search runs from Taveuni to Vanua "
        "Balavu. Suva's harbour stayed open, at -18.1416, 178.4419, and so did TAVEUNI’s."
    ),
    "arctic": (
        "An exclusion zone of 50 km around Longyearbyen was declared, the governor said. Troops were seen 20 km west of "
        "Longyearbyen. A ship waited off Barentsburg. Russian miners in Barentsburg said that they saw nothing. In "
        "Longyearbyen, 2,400 people live at 78.2232° N, 15.6267° E."
    ),
    "sahel": (
        "Fighters hold the ground between Gao and Kidal, the Malian army said on Tuesday. A convoy left Gao for Ansongo "
        "along the Niger river, and stopped 25 km southeast of Gao. Traders of Gao’s market were hurt near "
        "Tessalit. The Malians deny it. In GAO, the #GaoMarket is closed."
    ),
}
"""Our own words; what they tell didn't happen."""

REDACTED = {
    "andes": ("Tulcán", "Maria Quispe Ruiz", "Quito Monitoring Group"),
    "korea": ("Kaesong", "Pyongyang"),
    "pacific": ("Suva", "Taveuni"),
    "arctic": ("Barentsburg",),
    "sahel": ("Gao",),
}
FORMS = {
    "andes": ("tulcan", "ruiz", "quispe", "qmg", "quito monitoring"),
    "korea": ("kaesong", "gaeseong", "개성", "pyongyang", "평양"),
    "pacific": ("suva", "taveuni"),
    "arctic": ("barentsburg", "баренцбург"),
    "sahel": ("gao", "gaos", "gaomarket"),
}
"""Other forms of the names, folded."""
