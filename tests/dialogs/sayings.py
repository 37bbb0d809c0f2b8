"""What people say, press and send: the material for conversations that nobody planned."""

from talking import ID_NUMBER

from dialogs.messages import Media

_SAID = """
我要报困难|同意|不同意|自己|帮别人报|我替我妈报|儿子|陈大明|我叫林依妹|陈大明 13805001234|我是亥由村的陈大明|阿里木
13805001234|0591-87480420|87480420|一三八零五零零一二三四|没有电话|138050012|我电话换了，是13900001111|１３８０５００１２３４
宦溪镇|亥由村|新店|琴亭|社区|闽侯县上街镇|降虎|我是宦溪镇亥由村的，老婆透析一年花了八万|家住福州市晋安区鼓山镇
因病|老婆尿毒症，在透析|孩子上大学学费交不起|没活干|台风把厨房刮倒了|家里断粮三天了|我不想活了|被老公打了|救命|没人照顾
4|4口人|一千口人|两万|一个月1500|没收入|对|不对|是|不是|嗯嗯|不知道|随便|是的，就是这个病害得家里欠了债|不是啦，是儿子没活干
上一步|修改|改电话|改名字|名字不对，叫陈小明|村子不是亥由是降虎|我电话是13700000000|重来|跳过|等会再弄|接着填|不改了
人工|请打给我|查进度|JA20231110-0001-X|1234|撤回|不报了|帮助|没听清|提交|没错|再报一户|报上去|为什么问这个|谢谢|你好
要带什么材料？|你们收不收钱|多久有结果|今天天气怎么样？|啥|1|2|9|99|1.|选1|第二个|都不是|两个孩子上大学|😀😀|👍|。。。|，
<b>x</b>{n}{0}{}%s|一年收入两万多三万不到|家里四五口人吧|大概是降虎那边
"""
SAYINGS = [
    *_SAID.strip().replace("\n", "|").split("|"),
    *(ID_NUMBER, "我的身份证是" + ID_NUMBER, "350111197803150019", "老婆透析，身份证" + ID_NUMBER + "，没钱治"),
    *("啊" * 10_000, "老婆透析。" * 2_000, "电话" * 500, "a" * 70, " ", "\x00\x07\u202e", "\ud83d\ude00"),
]
_PRESSED = f"""
menu=apply menu=status menu=callme menu=another menu=withdraw menu=ask menu=nonsense menu=
consent=2023-1 consent=2023-1-telegram consent=no consent= consent=@keep behalf=self behalf=other helper_relation=family
town=350111103000 town=350111100000 town=350111 village=350111103210 village=350111103000 village=999
risk=illness risk=other risk=nonsense phone=none phone=@known phone=13800000000 phone=@keep village=@keep
id_number={ID_NUMBER} name=陈大明 size=4 income=1 member_name=x sex=male story=x
sure=yes sure=no final=submit final=correct fix=phone fix=village fix=consent fix=sex fix= aside=yes aside=no
!back !skip !callme !human !help !repeat !resume !ask !nonsense !keep=phone !keep=nonsense !keep = ! {"x" * 64}
"""
BUTTONS = _PRESSED.split()
MEDIA = [
    (Media("image", "m1"),),
    (Media("voice", "m2"),),
    (Media("voice", "m3", text="同意"),),
    (Media("voice", "m4", text="老婆住院花了五万多"),),
    (Media("image", "m5"), Media("file", "m6")),
]
PLACES = ["350111103210", "350111103000", "999", "福建省福州市晋安区宦溪镇亥由村12号", "北京市朝阳区", "鼓山镇"]
