#!/usr/bin/env python3
"""Writes the tables of a made-up population of Changzhi, the same for the same number.

    make_population.py FOLDER [APPLICANTS]      default: 200000 applicants

Nobody in it exists. Holdings are rare, as they are: of a thousand applicants a few have an
indication, a prize, a title or a project. Some facts are not known ("?"), as in real files.
"""
import csv
import datetime
import pathlib
import random
import sys

REGIONS = {"140403": 24, "140404": 11, "140405": 8, "140406": 8, "140423": 9, "140425": 4,
           "140426": 5, "140427": 7, "140428": 9, "140429": 5, "140430": 5, "140431": 5}
KINDS = {"enterprise": 930, "unit": 22, "individual": 25, "school": 8, "association": 9,
         "institution": 3, "park": 1, "authority": 2}
PRODUCTS = ["党参", "连翘", "黄小米", "核桃", "驴肉", "腊驴肉", "花椒", "旱地西红柿", "青椒", "陶瓷", "铜器", "潞绸"]
COUNTRIES = ["US", "JP", "KR", "SG", "EU", "GB", "TH", "VN", "MY", "AU", "RU", "KZ", "CA", "BR", "OA"]
TABLES = {
    "applicants": "id name kind region tax_region serious_dishonesty patent_industrialisation "
                  "ip_service_firm",
    "geographical_indications": "applicant id product form registered role",
    "madrid_applications": "applicant id mark applied own_filing",
    "madrid_applications.designations": "applicant madrid_applications.id country status subsequent",
    "patent_prizes": "applicant id level issued_by grade project date share first_holder_local",
    "listings": "applicant id honour level issued_by date first_time",
    "funded_projects": "applicant id programme level approved accepted grant",
    "payments": "applicant payer policy clause object date amount",
}


class Population:
    def __init__(self, folder, applicants):
        self.random = random.Random(20250630)
        self.applicants = applicants
        folder.mkdir(parents=True, exist_ok=True)
        self.files = [open(folder / f"{name}.csv", "w", encoding="utf-8", newline="")
                      for name in TABLES]
        self.tables = {}
        for (name, columns), file in zip(TABLES.items(), self.files):
            self.tables[name] = csv.writer(file)
            self.tables[name].writerow(columns.split())

    def chance(self, share):
        return self.random.random() < share

    def day(self, first="2023-01-01", last="2025-06-30"):
        start, end = (datetime.date.fromisoformat(day) for day in (first, last))
        return start + datetime.timedelta(self.random.randrange((end - start).days + 1))

    def pick(self, weights):
        return self.random.choices(list(weights), list(weights.values()))[0]

    def known(self, value, unknown=0.03):
        return "?" if self.chance(unknown) else value

    def write(self):
        for number in range(1, self.applicants + 1):
            self.write_applicant(number)
        for file in self.files:
            file.close()

    def write_applicant(self, number):
        kind, region = self.pick(KINDS), self.pick(REGIONS)
        tax = region if self.chance(0.97) else "140100"
        self.tables["applicants"].writerow([
            number, f"示例{number:06d}", kind, region, tax,
            "true" if self.chance(0.003) else "false", "true" if self.chance(0.002) else "false",
            "true" if self.chance(0.0005) else "false"])
        if kind == "enterprise":
            self.enterprise(number)
        elif kind == "school" and self.chance(0.03):
            self.listing(number, self.random.choice(["ip_education_demonstration_school",
                                                     "ip_education_pilot_school"]))
        elif kind in ("park", "unit") and self.chance(0.02):
            honour = "copyright_demonstration_" + ("park" if kind == "park" else "unit")
            self.listing(number, honour)
        elif kind == "association" and self.chance(0.02):
            self.indication(number)

    def enterprise(self, number):
        if self.chance(0.0003):
            self.indication(number)
        if self.chance(0.0008):
            for _ in range(self.random.choice([1, 2, 2, 3])):
                self.madrid(number)
        if self.chance(0.0009):
            self.prize(number)
        if self.chance(0.0012):
            self.listing(number, "ip_advantage_enterprise")
        if self.chance(0.0002):
            self.listing(number, "ip_demonstration_enterprise")
        if self.chance(0.0011):
            self.project(number)

    def indication(self, number):
        product = self.random.choice(PRODUCTS)
        for form in ["gi_mark", "gi_protected_product"][:self.random.choice([1, 1, 2])]:
            self.tables["geographical_indications"].writerow([
                number, f"GI-{number}-{form[3:6]}", product, form, self.known(self.day()),
                self.pick({"registrant": 4, "user": 1})])

    def madrid(self, number):
        name = f"WO-{number}-{self.random.randrange(10 ** 6):06d}"
        self.tables["madrid_applications"].writerow([
            number, name, f"标{number}", self.day("2024-01-01"), self.known("true")])
        for country in self.random.sample(COUNTRIES, self.random.randrange(2, 13)):
            self.tables["madrid_applications.designations"].writerow([
                number, name, country, self.pick({"pending": 3, "granted": 5, "refused": 1}),
                "true" if self.chance(0.1) else "false"])

    def prize(self, number):
        national = self.chance(0.18)
        grades = ({"gold": 1, "silver": 3, "excellence": 16} if national
                  else {"first": 1, "second": 3, "third": 6})
        self.tables["patent_prizes"].writerow([
            number, f"ZJ-{number}", "national" if national else "provincial",
            "11" if national else "14", self.pick(grades), f"项目{number}", self.day(),
            self.pick({"1": 3, "0.6": 1, "0.5": 1}), "true"])

    def listing(self, number, honour):
        national = self.chance(0.35)
        self.tables["listings"].writerow([
            number, f"RD-{number}-{honour[-6:]}", honour, "national" if national else "provincial",
            "11" if national else "14", self.day(),
            self.known("true" if self.chance(0.85) else "false", 0.05)])
        if self.chance(0.04):
            self.tables["payments"].writerow([
                number, "city", "changzhi-ip", "CZ-09", "", self.day("2024-06-01"), "50000"])

    def project(self, number):
        approved = self.day("2023-06-01")
        accepted = approved + datetime.timedelta(self.random.randrange(200, 500))
        done = accepted <= datetime.date(2025, 6, 30)
        self.tables["funded_projects"].writerow([
            number, f"XM-{number}", self.pick({"shanxi_patent_promotion": 3, "public_research": 1}),
            "provincial", approved, accepted if done else "",
            self.random.randrange(5, 41) * 10000])


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    Population(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 200000).write()
