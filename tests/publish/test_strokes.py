"""姓氏笔画 order against stroke sequences from another source, and against printed lists."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from formgen.publish.strokes import StrokeOrder

CASES = Path(__file__).parents[1] / "cases" / "strokes.txt"
COMPOUND = ["欧阳", "司马", "上官", "诸葛", "东方", "公孙", "长孙", "令狐", "皇甫", "慕容", "宇文"]
COMPOUND += ["夏侯", "澹台", "尉迟", "东宫"]
Strokes = tuple[int, str]


def sections() -> dict[str, dict[str, Strokes]]:
    """The characters of the case file under their headings, with count and sequence."""
    found: dict[str, dict[str, Strokes]] = {}
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            heading = found.setdefault(line[2:], {})
            continue
        character, count, digits = line.split()
        heading[character] = (int(count), digits)
    return found


SECTIONS = sections()
STROKES = {each: strokes for part in SECTIONS.values() for each, strokes in part.items()}


def by_the_rule(single_first: bool) -> Callable[[str], tuple[object, ...]]:
    """The rule in its own words, over the case file's sequences."""

    def key(name: str) -> tuple[object, ...]:
        length = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
        surname = [STROKES[each] for each in name[:length]]
        given = [STROKES[each] for each in name[length:]]
        return surname, single_first and len(given) > 1, given

    return key


def order(
    names: Iterable[str], extra: Mapping[str, str] | None = None, *, single_first: bool = False
) -> list[str]:
    strokes = StrokeOrder.open(extra or {})
    return sorted(names, key=lambda name: strokes.key(name, single_first=single_first))


def shuffled(texts: Iterable[str]) -> list[str]:
    mixed = list(texts)
    random.Random(20250301).shuffle(mixed)
    return mixed


def test_case_file_is_what_the_tests_below_think() -> None:
    assert len(SECTIONS["姓"]) >= 300
    assert all(len(digits) == count for count, digits in STROKES.values())
    assert len(set(STROKES.values())) == len(STROKES)


def test_surnames_stand_by_count_and_sequence_of_their_strokes() -> None:
    surnames = list(SECTIONS["姓"])
    assert order(shuffled(surnames)) == sorted(surnames, key=lambda each: STROKES[each])


@pytest.mark.parametrize("single_first", [False, True])
def test_whole_names_stand_by_the_rule(single_first: bool) -> None:
    chance = random.Random(7)
    given = [*SECTIONS["名"], *SECTIONS["姓"]]
    surnames = [*SECTIONS["姓"], *COMPOUND]
    names = {
        surname + "".join(chance.choices(given, k=length))
        for surname in surnames
        for length in (1, 1, 2, 2, 2, 3)
    }
    expected = sorted(names, key=by_the_rule(single_first))
    assert order(shuffled(names), single_first=single_first) == expected


def test_characters_of_one_sequence_stand_as_in_the_national_table() -> None:
    # 通用规范汉字表（2013），一级字表，一画至五画，照录
    table = (
        "一乙二十丁厂七卜八人入儿匕几九刁了刀力乃又三干于亏工土士才下寸大丈与万上小口山巾千乞川亿"
        "个夕久么勺凡丸及广亡门丫义之尸己已巳弓子卫也女刃飞习叉马乡丰王开井天夫元无云专丐扎艺木五"
        "支厅不犬太区历歹友尤匹车巨牙屯戈比互切瓦止少曰日中贝冈内水见午牛手气毛壬升夭长仁什片仆化"
        "仇币仍仅斤爪反介父从仑今凶分乏公仓月氏勿欠风丹匀乌勾凤六文亢方火为斗忆计订户认冗讥心尺引"
        "丑巴孔队办以允予邓劝双书幻"
        "玉刊未末示击打巧正扑卉扒功扔去甘世艾古节本术可丙左厉石右布夯戊龙平灭轧东卡北占凸卢业旧帅"
        "归旦目且叶甲申叮电号田由只叭史央兄叽叼叫叩叨另叹冉皿凹囚四生矢失乍禾丘付仗代仙们仪白仔他"
        "斥瓜乎丛令用甩印尔乐句匆册卯犯外处冬鸟务包饥主市立冯玄闪兰半汁汇头汉宁穴它讨写让礼训议必"
        "讯记永司尼民弗弘出辽奶奴召加皮边孕发圣对台矛纠母幼丝"
    )
    assert order(shuffled(table)) == list(table)


def test_rare_characters_stand_as_in_the_national_table() -> None:
    # 通用规范汉字表（2013），三级字表里基本区以外的字，照录；𨱇 𦝼 在表里没有按笔顺排，不录
    table = (
        "𠙶𬣙𨙸𬇕䜣𬣞𬘓𫭟𫭢㧑𫇭𫐄㕮𫵷㑇𣲘𣲗𬇙㳇𬣡𫸩䢺𨚕𫘜𬘘𫘝䢼𦭜㭎𬨂𬀩𬀪㟃𬬩㑊𫍣𬣳𬩽𬮿𬯀𫰛𬳵𬳶䌹"
        "𫠊㛃𬍛鿍𬜬𦰡㭕䴓䶮𪾢𪨰𫓧𬬮𬬱𬬭䏡𦙶㶲㳚㳘𬘡𬳽𬘩𫄧𪟝𬍤𫭼𬜯䓖𬂩𫠆𨐈𬌗𫑡𪨶𬬸𬬻𬬹𬬿𬭁𫢸𫗧𬊈𬒈"
        "𨺙㛚𬳿𫄨𬘫䂮𫮃㙍䓫䓬䓨䓛鿎䴕㫰𬱖𬟽䎃𫓯𫟹𫟼㿠䝙䏲𠅤䴔𬇹𬍡㥄𬤇𫍯𬤊𫍲𬯎𬘬𬘭𬴂𫘦𫟅𬘯𫘧㙘𪣻𡎚"
        "𬃊𬷕𫐐𬹼𧿹𫶇𫖮鿏𬭊𫓶𬭎𫖯䐃𬱟𫛭㺄𫷷𬮱𬊤𣸣㴔㛹𬴃𫘨䴖𤧛𬪩𬒔䃅𬨎𫐓䣘𫫇㬊𫓹𬭚𬭛䅟𬕂䲟𬶋𬶍𫔶𫌀"
        "𫖳𫘪𫘬𫞩𡐓𪤗𣗋𬸘䃎𬒗𥔲𫚖䴗㬎𨱏𬭤㙦𫚕𬶐𬶏𩽾𬸚㽏㮾𬤝𬙂㻬䗖㠇𬭩䴘𩾃㵐𬸣𫍽𬴊𬞟𥕢𫟦𬺈𫠜㬚䗛㠓"
        "𪩘𬭬𨱑𬭯𫗴𬸦𫄷𤩽㘎𬭳𬭶𫔍𬭸𨱔𬭼𫔎𬸪䲠𬶟𬶠䗪𬶨𦈡𫄸𬟁𥖨䗴䲢𦒍䎖䴙𬙊㰀𬶭𩾌𨟠𬶮𨭉㸌𬙋𤫉𬺓𫚭"
    )
    assert order(shuffled(table)) == list(table)


@pytest.mark.parametrize(
    "neighbours",
    [
        "耔㛃玶",
        "奓䶮轵",
        "枅㭎枘",
        "犨㸌爔",
        "铹𬭊铽",
        "蟏𬭳镤",
        "珅𬍛珋",
        "汋䜣讻",
        "汭㳇沇",
        "鹖㬎跽",
        "窭㮾褕",
        "汫𣲘沄",
    ],
)
def test_rare_characters_stand_between_common_ones(neighbours: str) -> None:
    assert order(reversed(neighbours)) == list(neighbours)


def test_the_example_of_the_rule() -> None:
    assert order("马习万于") == ["于", "万", "习", "马"]


def test_rare_name_characters_are_known() -> None:
    assert StrokeOrder.open({}).unknown("㛃䶮𠮷㭎㸌𬭊𬭳𬍛㵑䜣㳇㬎㮾𣲘堃昇祎翀镕喆") == ""


def test_single_given_names_come_first_within_one_surname_only() -> None:
    names = ["王一鸣", "王伟", "丁一鸣", "丁伟", "王德"]
    assert order(names, single_first=True) == ["丁伟", "丁一鸣", "王伟", "王德", "王一鸣"]
    assert order(names, single_first=False) == ["丁一鸣", "丁伟", "王一鸣", "王伟", "王德"]


def test_shorter_name_stands_before_a_longer_one_that_begins_alike() -> None:
    assert order(["张三丰", "张三", "张"]) == ["张", "张三", "张三丰"]


def test_equal_names_stay_as_they_were() -> None:
    assert order(["张　三", "张三", "张 三"]) == ["张　三", "张三", "张 三"]


def test_compound_surname_follows_the_single_one() -> None:
    assert order(["欧阳一", "欧美", "欧阳明月", "欧龙"]) == ["欧龙", "欧美", "欧阳一", "欧阳明月"]
    assert order(["欧美丽", "欧阳伟", "欧龙"], single_first=True) == ["欧龙", "欧美丽", "欧阳伟"]


def test_compound_surname_needs_a_given_name() -> None:
    # 欧阳 as two characters is 欧 with a single given name, which goes before 欧一鸣
    assert order(["欧一鸣", "欧阳"], single_first=True) == ["欧阳", "欧一鸣"]
    assert order(["欧阳一", "欧一鸣"], single_first=True) == ["欧一鸣", "欧阳一"]


@pytest.mark.parametrize("dot", "·•．・‧･")
def test_dot_and_blanks_of_a_name_do_not_count(dot: str) -> None:
    key = StrokeOrder.open({}).key
    expected = key("迪丽热巴某某", single_first=True)
    assert key(f"迪丽热巴{dot}某某", single_first=True) == expected
    assert key(f" 迪丽热巴 {dot}　某某", single_first=True) == expected


def test_name_with_a_dot_has_no_compound_surname() -> None:
    names = ["司马光大", "司马义·某", "司空文"]
    assert order(names) == ["司马义·某", "司马光大", "司空文"]
    assert order(["司马一", "司龙", "司马义·某"]) == ["司马义·某", "司龙", "司马一"]


def test_characters_without_data_sort_last_and_are_reported() -> None:
    assert order(["\U00030edd一", "龘一", "一一"]) == ["一一", "龘一", "\U00030edd一"]
    assert order(["王\U00030edd", "王龘"]) == ["王龘", "王\U00030edd"]
    strange = "\U00030edd\ue863\u3007"
    name = f"王{strange[0]}{strange[1]}一{strange[0]}{strange[2]}"
    assert StrokeOrder.open({}).unknown(name) == strange


def test_letters_and_signs_are_not_unknown_and_follow_all_characters() -> None:
    assert StrokeOrder.open({}).unknown("Anna-Maria Müller（大）3·一") == ""
    names = ["bob", "al", "Ａbe", "\U00030edd", "Éva", "Eva2", "王"]
    ordered = ["王", "\U00030edd", "Ａbe", "al", "bob", "Éva", "Eva2"]
    assert order(names, single_first=True) == ordered


def test_no_name_at_all_sorts_before_every_name() -> None:
    assert order(["一", "", "　"], single_first=True) == ["", "　", "一"]


def test_strokes_of_the_campaign_place_a_character() -> None:
    strange = "\U00030edd"
    assert order([strange, "习", "万", "马"], {strange: "531"}) == ["万", strange, "习", "马"]
    assert order([strange, "于", "亏"], {strange: "112"}) == ["于", strange, "亏"]
    assert order([strange, "乜", "三"], {strange: "55"}) == ["乜", strange, "三"]
    assert order([strange, "一", "丨"], {strange: "2"}) == ["一", "丨", strange]
    assert order([strange, "龘", "齉"], {strange: "1" * 40}) == ["齉", strange, "龘"]
    assert order([strange, "龘"], {strange: "1" * 64}) == ["龘", strange]
    assert StrokeOrder.open({strange: "531"}).unknown(strange) == ""


def test_strokes_of_the_campaign_go_before_our_data() -> None:
    assert order(["于", "马", "三"]) == ["三", "于", "马"]
    assert order(["于", "马", "三"], {"马": "111"}) == ["三", "马", "于"]


def test_two_characters_of_the_campaign_with_the_same_strokes_do_not_mix() -> None:
    one, other = "\U00030edd", "\U00030ede"
    names = [one + "二", other + "一", one + "一", other + "二"]
    ordered = [one + "一", one + "二", other + "一", other + "二"]
    assert order(names, {one: "112", other: "112"}) == ordered
