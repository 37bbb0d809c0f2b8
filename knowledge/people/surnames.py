"""Chinese surnames, single and compound, and how people spell them out."""

from knowledge.wordlists import wordlist

SINGLE = wordlist("surnames")
COMPOUND = wordlist("compound_surnames")
# 拆字: how people say which character is meant.
SPELT = {
    "弓长": "张", "耳东": "陈", "双木": "林", "木子": "李", "口天": "吴", "古月": "胡", "草头": "黄",
    "言午": "许", "立早": "章", "三横": "王", "双口": "吕", "人可": "何", "走肖": "赵", "文刀": "刘",
    "禾呈": "程", "木易": "杨", "草祭": "蔡", "水工": "江",
}  # fmt: skip
