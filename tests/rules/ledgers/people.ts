import { pinyin } from 'pinyin-pro'
import { randomFrom, type Random } from '../../../prisma/seed/random'
import type { Known } from '../../../src/ledgers/match-key'
import variantLines from '../../../src/ledgers/variants.json'

/** Invented people of a county of nine townships, the same for the same seed. */
export type Somebody = { name: string; idDigest: string; birth: string; township: string; village: string }

export function people(count: number, seed: number): Somebody[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, serial) => somebody(random, serial))
}

function somebody(random: Random, serial: number): Somebody {
  const township = random.pick(townships)
  return {
    name: nameOf(random),
    idDigest: `digest-${serial}`,
    birth: `${random.between(1950, 2004)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
    township,
    village: `${random.pick(villages)}村`,
  }
}

function nameOf(random: Random): string {
  if (random.chance(0.06)) return `${foreign(random)}·${foreign(random)}`
  const given = random.chance(0.8) ? 2 : 1
  return random.pick(surnames) + Array.from({ length: given }, () => random.pick(givenCharacters)).join('')
}

function foreign(random: Random): string {
  return Array.from({ length: random.between(2, 4) }, () => random.pick(soundCharacters)).join('')
}

/** What clerks make of a person: as little else as each change needs. Null when it cannot be made of this name. */
export const changes: Record<string, (who: Somebody, random: Random) => Known | null> = {
  'ID number only, another name': (who, random) => ({ ...nothing, name: nameOf(random), idDigest: who.idDigest }),
  'name and birth date': (who) => ({ ...nothing, name: who.name, births: [who.birth] }),
  'name alone': (who) => ({ ...nothing, name: who.name }),
  homophone: (who, random) => changed(who, random, homophone(who.name, random)),
  'dropped character': (who, random) => changed(who, random, without(who.name, random)),
  'swapped given name': (who, random) => changed(who, random, swapped(who.name)),
  'variant form': (who, random) => changed(who, random, variant(who.name)),
  'no dot': (who, random) => changed(who, random, dotless(who.name, random)),
  'first part only': (who, random) => changed(who, random, who.name.includes('·') ? who.name.split('·')[0]! : null),
}

const nothing: Known = { name: null, idDigest: null, births: [], years: [], township: null, village: null }

/** Another name with one thing that speaks for the same person. */
function changed(who: Somebody, random: Random, name: string | null): Known | null {
  if (name === null || name === who.name) return null
  const evidence: Partial<Known>[] = [
    { births: [who.birth] },
    { years: [Number(who.birth.slice(0, 4))] },
    { township: who.township.replace(/镇$/, '') },
    { village: `${who.village}委会` },
  ]
  return { ...nothing, name, ...random.pick(evidence) }
}

function homophone(name: string, random: Random): string | null {
  const places = [...name].flatMap((character, place) => (likeSounding(character).length ? [place] : []))
  if (places.length === 0) return null
  const place = random.pick(places)
  return [...name].with(place, random.pick(likeSounding([...name][place]!))).join('')
}

function likeSounding(character: string): string[] {
  return (bySound.get(soundOf(character)) ?? []).filter((other) => other !== character)
}

function soundOf(character: string): string {
  return pinyin(character, { toneType: 'none', v: true })
}

/** A character of the given name; a name of two has none to spare. */
function without(name: string, random: Random): string | null {
  const characters = [...name.replace('·', '')]
  if (characters.length < 3) return null
  return characters.toSpliced(random.between(1, characters.length - 1), 1).join('')
}

function swapped(name: string): string | null {
  return name.length === 3 ? name[0]! + name[2]! + name[1]! : null
}

function variant(name: string): string | null {
  const place = [...name].findIndex((character) => variantOf.has(character))
  return place < 0 ? null : [...name].with(place, variantOf.get([...name][place]!)!).join('')
}

function dotless(name: string, random: Random): string | null {
  return name.includes('·') ? name.replace('·', random.pick(['', '•', ' ', '.'])) : null
}

const two = (number: number) => String(number).padStart(2, '0')
const townships = ['盛乐镇', '巧什营镇', '舍必崖镇', '城关镇', '新店镇', '大红城乡', '羊群沟乡', '黑老夭乡', '公喇嘛乡']
const villages = [...'东西南北上下前后大小'].flatMap((side) =>
  ['营', '沟', '湾', '河', '台', '店'].map((end) => side + end),
)
const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇',
]
const givenCharacters = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力建国华志红玉梅春生海山林峰飞鹏宇浩然佳琪雪慧琴云莲真环爱妹香月莺媛瑞凡仁波宁贵福元全胜学祥才发武新利清彬富顺信子昌成康星光天达安岩中茂进有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌栋维启克伦翔旭士以时泰盛雄琛钧冠策腾楠榕风航弘义兴良升亚坤濬',
]
const soundCharacters = [...'阿依古丽买提热合曼不都巴特尔额敦乌日娜木斯图其格萨仁高娃吐尔逊艾力卡德穆']
const others = [
  ...'微薇巍维娜纳秋绣莹瑛颖民闽敬净竞立莉历抢枪垒蕾君均钧扬阳羊永泳咏燕彦雁洁捷婕捐卷桃陶名鸣茗朝潮岚蓝夏侠萍苹屏钢岗贵柜闻雯挥晖利丽剑健锅果花桦智治洪宏鸿育裕美妹纯醇声胜孩善姗琳霖锋丰非菲蓬朋雨羽皓昊冉燃家嘉棋奇血惠会秦芹芸耘廉连珍贞欢还艾燕湘乡越岳英影圆源睿蕊帆番人忍拨伯凝甯富符原园泉权盛圣雪薛翔详财彩罚伐舞午鑫欣礼理青轻宾斌付傅瞬舜鑫欣姿紫唱畅程承慷星兴广田甜大答按案研颜忠终贸冒近劲友右间尖河核标表驳勃城橙仙贤竟镜阵镇装庄辉慧司斯裙毫号新芯帮榜呈丞勒烧少攻公颂宋汕厚后轻晴敏朋有育喝合折辙量谅正证迁前恒衡齐骑故顾支枝伦轮汗旱浪薄搏红弘严延弱偌明铭彭棚兵冰动冻唯威起岂可科沦论想祥许绪是示一意十实太态生升熊胸沉辰军均观官册侧疼藤南男容荣封丰行杭宏红易意星行凉粮声生压雅昆坤俊骏',
]

const bySound = new Map<string, string[]>()
for (const character of new Set([...surnames, ...givenCharacters, ...others]))
  bySound.set(soundOf(character), [...(bySound.get(soundOf(character)) ?? []), character])

const variantOf = new Map(
  variantLines.flatMap((line) => line.split(' ')).map((group) => [[...group][0]!, [...group][1]!] as const),
)
