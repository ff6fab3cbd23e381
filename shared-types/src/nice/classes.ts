/** The 45 classes of the Nice Classification with short titles of our own; the headings themselves are WIPO's. */

export type NiceClass = {
  readonly number: number
  readonly kind: 'goods' | 'services'
  readonly title: { readonly en: string; readonly ar: string; readonly fr: string }
}

const titles: readonly (readonly [en: string, fr: string, ar: string])[] = [
  ['Chemicals', 'Produits chimiques', 'المواد الكيميائية'],
  ['Paints, varnishes and colourants', 'Peintures, vernis et colorants', 'الدهانات والورنيش والملونات'],
  [
    'Cosmetics and cleaning preparations',
    'Cosmétiques et produits de nettoyage',
    'مستحضرات التجميل والتنظيف',
  ],
  ['Lubricants, fuels and candles', 'Lubrifiants, combustibles et bougies', 'مواد التزليق والوقود والشموع'],
  [
    'Pharmaceuticals and sanitary preparations',
    'Produits pharmaceutiques et hygiéniques',
    'المستحضرات الصيدلية والصحية',
  ],
  [
    'Common metals and goods of metal',
    'Métaux communs et produits métalliques',
    'المعادن غير النفيسة ومنتجاتها',
  ],
  [
    'Machines, machine tools and motors',
    'Machines, machines-outils et moteurs',
    'الآلات وعدد الآلات والمحركات',
  ],
  ['Hand tools and cutlery', 'Outils à main et coutellerie', 'العدد اليدوية وأدوات القطع'],
  [
    'Computers, software and scientific apparatus',
    'Informatique, logiciels et appareils scientifiques',
    'الحواسيب والبرمجيات والأجهزة العلمية',
  ],
  ['Medical apparatus', 'Appareils médicaux', 'الأجهزة الطبية'],
  [
    'Lighting, heating, cooling and sanitary apparatus',
    'Éclairage, chauffage, réfrigération et sanitaire',
    'أجهزة الإنارة والتسخين والتبريد والأغراض الصحية',
  ],
  ['Vehicles', 'Véhicules', 'المركبات'],
  [
    'Firearms, explosives and fireworks',
    'Armes à feu, explosifs et feux d’artifice',
    'الأسلحة النارية والمتفجرات والألعاب النارية',
  ],
  ['Jewellery and watches', 'Joaillerie et horlogerie', 'المجوهرات والساعات'],
  ['Musical instruments', 'Instruments de musique', 'الآلات الموسيقية'],
  [
    'Paper, printed matter and stationery',
    'Papier, produits d’imprimerie et papeterie',
    'الورق والمطبوعات والقرطاسية',
  ],
  [
    'Rubber, plastics and insulating materials',
    'Caoutchouc, plastiques et matières isolantes',
    'المطاط واللدائن ومواد العزل',
  ],
  [
    'Leather goods, luggage and umbrellas',
    'Maroquinerie, bagages et parapluies',
    'المصنوعات الجلدية والأمتعة والمظلات',
  ],
  [
    'Building materials, not of metal',
    'Matériaux de construction non métalliques',
    'مواد البناء غير المعدنية',
  ],
  ['Furniture and containers', 'Meubles et récipients', 'الأثاث والحاويات'],
  [
    'Household utensils, glassware and porcelain',
    'Ustensiles de ménage, verrerie et porcelaine',
    'الأواني المنزلية والزجاجية والخزفية',
  ],
  [
    'Ropes, tents, sacks and raw fibres',
    'Cordes, tentes, sacs et fibres brutes',
    'الحبال والخيام والأكياس والألياف الخام',
  ],
  ['Yarns and threads for textile use', 'Fils à usage textile', 'الغزول والخيوط للنسيج'],
  ['Textiles and household linen', 'Tissus et linge de maison', 'الأقمشة والبياضات المنزلية'],
  [
    'Clothing, footwear and headwear',
    'Vêtements, chaussures et chapellerie',
    'الملابس ولباس القدم وأغطية الرأس',
  ],
  [
    'Haberdashery, lace and artificial flowers',
    'Mercerie, dentelles et fleurs artificielles',
    'لوازم الخياطة والدانتيل والزهور الاصطناعية',
  ],
  ['Carpets and wall hangings', 'Tapis et tentures murales', 'السجاد ومعلقات الجدران'],
  [
    'Games, toys and sporting articles',
    'Jeux, jouets et articles de sport',
    'الألعاب واللعب والأدوات الرياضية',
  ],
  [
    'Meat, fish, dairy and preserved foods',
    'Viande, poisson, produits laitiers et conserves',
    'اللحوم والأسماك والألبان والأغذية المحفوظة',
  ],
  [
    'Coffee, tea, flour, bakery and spices',
    'Café, thé, farines, boulangerie et épices',
    'القهوة والشاي والدقيق والمخبوزات والتوابل',
  ],
  [
    'Fresh produce, grains, plants and animals',
    'Produits frais, graines, plantes et animaux',
    'المنتجات الطازجة والبذور والنباتات والحيوانات',
  ],
  ['Beers and non-alcoholic beverages', 'Bières et boissons sans alcool', 'البيرة والمشروبات غير الكحولية'],
  [
    'Alcoholic beverages, except beers',
    'Boissons alcoolisées, à l’exception des bières',
    'المشروبات الكحولية عدا البيرة',
  ],
  ['Tobacco and smokers’ articles', 'Tabac et articles pour fumeurs', 'التبغ وأدوات المدخنين'],
  [
    'Advertising, business and retail services',
    'Publicité, affaires et commerce de détail',
    'خدمات الدعاية والأعمال وتجارة التجزئة',
  ],
  ['Insurance, finance and real estate', 'Assurances, finances et immobilier', 'التأمين والمالية والعقارات'],
  [
    'Construction, installation and repair',
    'Construction, installation et réparation',
    'البناء والتركيب والإصلاح',
  ],
  ['Telecommunications', 'Télécommunications', 'الاتصالات'],
  ['Transport, storage and travel', 'Transport, entreposage et voyages', 'النقل والتخزين والسفر'],
  ['Treatment of materials', 'Traitement de matériaux', 'معالجة المواد'],
  [
    'Education, entertainment, sport and culture',
    'Éducation, divertissement, sport et culture',
    'التعليم والترفيه والرياضة والثقافة',
  ],
  [
    'Science, technology and software design',
    'Sciences, technologie et conception de logiciels',
    'العلوم والتكنولوجيا وتصميم البرمجيات',
  ],
  [
    'Food, drink and temporary accommodation',
    'Restauration et hébergement temporaire',
    'خدمات الأطعمة والمشروبات والإيواء المؤقت',
  ],
  [
    'Medical, beauty and agricultural services',
    'Services médicaux, de beauté et agricoles',
    'الخدمات الطبية والتجميلية والزراعية',
  ],
  [
    'Legal, security and personal services',
    'Services juridiques, de sécurité et personnels',
    'الخدمات القانونية والأمنية والشخصية',
  ],
]

/** The classes by number: goods 1 to 34, services 35 to 45. */
export const niceClasses: readonly NiceClass[] = titles.map(([en, fr, ar], index) => ({
  number: index + 1,
  kind: index < 34 ? 'goods' : 'services',
  title: { en, fr, ar },
}))
