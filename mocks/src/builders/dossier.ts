/** Builders of valid requests and dossiers for the two demo offices: the same seed gives the same request, byte for byte. */
import {
  price,
  sha256Hex,
  type Agent,
  type Person,
  type SubmissionBody,
  type Tariff,
  type TrademarkRequest,
} from '@lodge/shared-types'

/** The offices of the demo, as the builders know them. */
export type DemoOffice = 'borovia' | 'sahil'

/** Returns a version 4 UUID that depends on `seed` and `purpose` alone. */
export function uuidOf(seed: number, purpose: string): string {
  const hex = sha256Hex(`${purpose}:${seed}`)
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Returns an entry of `list` that depends on `seed` and `purpose` alone. */
function pick<T>(list: readonly [T, ...T[]], seed: number, purpose: string): T {
  const index = Number.parseInt(sha256Hex(`${purpose}:${seed}`).slice(0, 8), 16) % list.length
  return list[index] ?? list[0]
}

type Cast = {
  people: readonly [readonly [given: string, family: string], ...(readonly [string, string])[]]
  companies: readonly [string, ...string[]]
  streets: readonly [string, ...string[]]
  cities: readonly [readonly [city: string, postalCode: string], ...(readonly [string, string])[]]
  marks: readonly [string, ...string[]]
  goods: readonly [readonly [classNumber: number, terms: string[]], ...(readonly [number, string[]])[]]
  agents: readonly [readonly [firm: string, code: string], ...(readonly [string, string])[]]
  country: string
  phone: string
  domain: string
  language: 'en' | 'ar'
  capacity: string
}

const casts: Record<DemoOffice, Cast> = {
  borovia: {
    people: [
      ['Ivana', 'Petrova'],
      ['Zoë', 'Müller-Brandt'],
      ['Łukasz', 'Świątek'],
      ['Siobhán', 'O’Connor'],
      ['Dragan', 'Đorđević'],
      ['Nguyễn', 'Thị Ánh'],
      ['Konstantin', 'Todorov'],
    ],
    companies: [
      'Rosenthal Dairy AD',
      'Črna Gora Outdoor d.o.o.',
      'Blue Harbour Software EOOD',
      'Société Générale de Roses',
      'Åkesson & Sønner A/S',
      'Stara Planina Waters AD',
    ],
    streets: ['14 Linden Boulevard', '3 Market Square, floor 2', '88 Harbour Road', '5 Saint Clement Street'],
    cities: [
      ['Borograd', '1040'],
      ['Verna', '9000'],
      ['Stara Reka', '4400'],
    ],
    marks: ['NORDWELL', 'Rosa Alba', 'KORAB 1878', 'Žubr & Lipa', 'TIHA VODA', 'Quick—Lark', 'MONTE MIRTA'],
    goods: [
      [3, ['Rose water', 'Soap', 'Cosmetic creams']],
      [9, ['Downloadable computer software', 'Smartphone cases']],
      [25, ['Clothing', 'Footwear', 'Headgear']],
      [29, ['Yoghurt', 'Cheese', 'Milk products']],
      [32, ['Mineral water', 'Fruit juices', 'Beer']],
      [35, ['Retail services for foodstuffs', 'Advertising']],
      [41, ['Provision of training', 'Organisation of concerts']],
      [43, ['Restaurant services', 'Temporary accommodation']],
    ],
    agents: [
      ['Todorov & Partners', 'BV-0042'],
      ['Linden IP Attorneys', 'BV-0107'],
    ],
    country: 'XB',
    phone: '+359 2 555 01',
    domain: 'borovia.example',
    language: 'en',
    capacity: 'Managing director',
  },
  sahil: {
    people: [
      ['فاطمة', 'المطيري'],
      ['عبد الله', 'بن سالم الكندري'],
      ['نورة', 'العجمي'],
      ['يوسف', 'الحداد'],
      ['مريم', 'آل بدر'],
    ],
    companies: [
      'شركة نخيل الساحل للتجارة العامة ذ.م.م.',
      'مؤسسة لؤلؤة الخليج للعطور',
      'شركة الميناء الأزرق (Blue Port) للبرمجيات',
      'مجموعة واحة البدر القابضة ش.م.ك.',
    ],
    streets: ['قطعة 3، شارع الميناء، مبنى 12', 'شارع السوق القديم، دكان 7', 'برج اللؤلؤة، الدور 18'],
    cities: [
      ['مدينة الساحل', '15007'],
      ['رأس النخيل', '22010'],
    ],
    marks: ['نسيم الساحل', 'لؤلؤة', 'AL BADR البدر', 'واحة', 'مرسى'],
    goods: [
      [3, ['عطور', 'بخور', 'صابون']],
      [9, ['برامج حاسوب قابلة للتنزيل']],
      [25, ['ملابس', 'أغطية للرأس']],
      [30, ['قهوة', 'تمور محشوة بالشوكولاتة', 'بهارات']],
      [35, ['خدمات البيع بالتجزئة للأغذية']],
      [43, ['خدمات المطاعم والمقاهي']],
    ],
    agents: [
      ['مكتب الكندري للملكية الفكرية', 'SH-118'],
      ['دار الحقوق للاستشارات', 'SH-204'],
    ],
    country: 'XS',
    phone: '+965 2222 01',
    domain: 'sahil.example',
    language: 'ar',
    capacity: 'المدير العام',
  },
}

const formVersion = 'tm-1'

function aPerson(cast: Cast, seed: number, purpose: string): Person {
  const [city, postalCode] = pick(cast.cities, seed, `${purpose}-city`)
  const contact = {
    address: {
      lines: [pick(cast.streets, seed, `${purpose}-street`)],
      city,
      postalCode,
      country: cast.country,
    },
    email: `${purpose}-${seed}@${cast.domain}`,
    phone: `${cast.phone}${String(seed % 100).padStart(2, '0')}`,
  }
  const natural = pick([true, false, false], seed, `${purpose}-kind`)
  if (!natural)
    return {
      kind: 'legal',
      name: pick(cast.companies, seed, `${purpose}-name`),
      registrationNumber: String(100_000 + (seed % 900_000)),
      incorporatedIn: cast.country,
      ...contact,
    }
  const [givenName, familyName] = pick(cast.people, seed, `${purpose}-name`)
  return { kind: 'natural', givenName, familyName, nationality: cast.country, ...contact }
}

function anAgent(cast: Cast, seed: number): Agent {
  const [name, agentCode] = pick(cast.agents, seed, 'agent')
  const [city, postalCode] = cast.cities[0]
  return {
    person: {
      kind: 'legal',
      name,
      address: { lines: [cast.streets[0]], city, postalCode, country: cast.country },
      email: `registry@agent-${agentCode.toLowerCase()}.${cast.domain}`,
    },
    agentCode,
    power: 'on-file',
  }
}

function someGoods(cast: Cast, seed: number, classes: number): TrademarkRequest['goodsAndServices'] {
  const first = cast.goods.indexOf(pick(cast.goods, seed, 'goods'))
  return Array.from({ length: Math.min(classes, cast.goods.length) }, (_, index) => {
    const [classNumber, terms] = cast.goods[(first + index) % cast.goods.length] ?? cast.goods[0]
    return { classNumber, terms: [...terms] }
  }).sort((a, b) => a.classNumber - b.classNumber)
}

/** What a builder may be told: `seed` and `office` choose everything that is not given. */
export type RequestWish = Partial<TrademarkRequest> & {
  seed?: number
  office?: DemoOffice
  /** How many classes, where `goodsAndServices` is not given; the office may limit them. */
  classes?: number
}

/**
 * Returns a word-mark application that the office takes: no documents, no priorities, an agent with a power on file at
 * `sahil`. Members that are given replace the built ones.
 */
export function aTrademarkRequest({
  seed = 1,
  office = 'borovia',
  classes = office === 'sahil' ? 1 : 1 + (seed % 4),
  ...given
}: RequestWish = {}): TrademarkRequest {
  const cast = casts[office]
  const [givenName, familyName] = pick(cast.people, seed, 'signature')
  return {
    requestId: uuidOf(seed, `${office}-request`),
    kind: 'trademark-application',
    formVersion,
    branch: office === 'borovia' && seed % 5 === 0 ? 'verna' : 'main',
    language: cast.language,
    ownReference: `REF-${seed}`,
    applicants: [aPerson(cast, seed, 'applicant')],
    ...(office === 'sahil' || seed % 2 === 0 ? { agent: anAgent(cast, seed) } : {}),
    mark: { kind: 'word', text: pick(cast.marks, seed, 'mark') },
    goodsAndServices: someGoods(cast, seed, classes),
    priorities: [],
    documents: [],
    signature: { name: `${givenName} ${familyName}`, capacity: cast.capacity },
    ...given,
  }
}

/** What a dossier is built of: given requests, or `count` built ones; `tariff` prices them. */
export type DossierWish = {
  seed?: number
  office?: DemoOffice
  count?: number
  requests?: TrademarkRequest[]
  tariff: Tariff
}

/** Returns a dossier of valid requests with the quote that `tariff` gives. */
export function aDossier({
  seed = 1,
  office = 'borovia',
  count = 1,
  requests = Array.from({ length: count }, (_, index) =>
    aTrademarkRequest({ seed: seed * 1000 + index, office }),
  ),
  tariff,
}: DossierWish): Omit<SubmissionBody, 'requests'> & { requests: TrademarkRequest[] } {
  const { tariffVersion, total } = price(tariff, requests, { on: tariff.validFrom })
  return {
    dossierId: uuidOf(seed, `${office}-dossier`),
    ownReference: `DOSSIER-${seed}`,
    quote: { tariffVersion, total },
    requests,
  }
}
