/** The trademark form's pages about the mark, of whatever kind it is: what represents it, and what is said about it. */
import type { Condition, FormPage } from './form.ts'
import { viewChoices } from './view-kinds.ts'

const isKind = (...kinds: readonly string[]): Condition => ({ path: 'mark.kind', isOneOf: kinds })

/** Marks that one image shows, and that may come with words, colours and figurative elements. */
const shownByImage = ['figurative', 'combined', 'colour', 'position', 'pattern'] as const
const seen = [...shownByImage, 'three-dimensional', 'motion', 'multimedia', 'hologram'] as const

/** Kinds of which a description is helpful, and not needed. */
const described = [
  'word',
  'figurative',
  'combined',
  'three-dimensional',
  'colour',
  'sound',
  'motion',
  'multimedia',
  'hologram',
] as const

export const markPage: FormPage = {
  id: 'mark',
  title: { en: 'The mark', ar: 'العلامة' },
  lead: {
    en: 'Once the application has been filed, the mark can no longer be changed.',
    ar: 'لا يمكن تغيير العلامة بعد إيداع الطلب.',
  },
  fields: [
    {
      name: 'mark.kind',
      kind: 'mark-kind',
      level: 'M',
      label: { en: 'Kind of mark', ar: 'نوع العلامة' },
      missing: { en: 'Choose the kind of mark.', ar: 'اختر نوع العلامة.' },
      options: [
        {
          value: 'word',
          label: { en: 'Word mark', ar: 'علامة لفظية' },
          hint: {
            en: 'Words, letters or digits in ordinary characters, without a particular design.',
            ar: 'كلمات أو أحرف أو أرقام بحروف عادية، دون تصميم خاص.',
          },
        },
        {
          value: 'figurative',
          label: { en: 'Figurative mark', ar: 'علامة تصويرية' },
          hint: {
            en: 'A picture, a logo, or words in a particular design, colour or arrangement.',
            ar: 'صورة أو شعار أو كلمات بتصميم أو لون أو ترتيب خاص.',
          },
        },
        {
          value: 'combined',
          label: { en: 'Combined mark', ar: 'علامة مركبة' },
          hint: { en: 'Words together with a picture.', ar: 'كلمات مع صورة.' },
        },
        {
          value: 'three-dimensional',
          label: { en: 'Three-dimensional mark', ar: 'علامة مجسمة' },
          hint: {
            en: 'A shape, such as that of a bottle or a package.',
            ar: 'شكل مجسم، كشكل زجاجة أو عبوة.',
          },
        },
        {
          value: 'colour',
          label: { en: 'Colour mark', ar: 'علامة لونية' },
          hint: {
            en: 'One colour or several, without a shape.',
            ar: 'لون أو ألوان دون شكل محدد.',
          },
        },
        {
          value: 'sound',
          label: { en: 'Sound mark', ar: 'علامة صوتية' },
          hint: { en: 'A melody or another sound.', ar: 'لحن أو صوت آخر.' },
        },
        {
          value: 'motion',
          label: { en: 'Motion mark', ar: 'علامة حركية' },
          hint: { en: 'A movement, or a change of position.', ar: 'حركة أو تغيّر في الموضع.' },
        },
        {
          value: 'multimedia',
          label: { en: 'Multimedia mark', ar: 'علامة متعددة الوسائط' },
          hint: { en: 'Image and sound together.', ar: 'صورة وصوت معًا.' },
        },
        { value: 'hologram', label: { en: 'Hologram mark', ar: 'علامة هولوغرافية' } },
        {
          value: 'position',
          label: { en: 'Position mark', ar: 'علامة موضع' },
          hint: {
            en: 'A sign that always stands at the same place of the goods.',
            ar: 'إشارة توضع دائمًا في الموضع نفسه من السلعة.',
          },
        },
        {
          value: 'pattern',
          label: { en: 'Pattern mark', ar: 'علامة نمط' },
          hint: {
            en: 'Elements that repeat themselves regularly.',
            ar: 'عناصر تتكرر بانتظام.',
          },
        },
      ],
    },
    {
      name: 'mark.text',
      kind: 'line',
      max: 500,
      level: 'M',
      when: isKind('word', 'combined'),
      label: { en: 'The mark', ar: 'نص العلامة' },
      hint: { en: 'Exactly as it is to be protected.', ar: 'اكتبه تمامًا كما تُطلب حمايته.' },
      missing: { en: 'Enter the mark.', ar: 'أدخل نص العلامة.' },
    },
    {
      name: 'mark.image',
      kind: 'document',
      role: 'mark-image',
      at: 'mark.imageSha256',
      writesSha256: true,
      level: 'M',
      when: isKind(...shownByImage),
      label: { en: 'Image of the mark', ar: 'صورة العلامة' },
      hint: {
        en: 'One sharp image that shows the whole mark. Where colours are claimed, the image is in colour.',
        ar: 'صورة واحدة واضحة تُظهر العلامة كاملة. إذا كانت الألوان محل حماية فلتكن الصورة ملونة.',
      },
      missing: { en: 'Attach the image of the mark.', ar: 'أرفق صورة العلامة.' },
    },
    {
      name: 'mark.views',
      kind: 'views',
      role: 'mark-image',
      max: 10,
      options: viewChoices,
      level: 'M',
      when: isKind('three-dimensional'),
      label: { en: 'Views of the mark', ar: 'مناظر العلامة' },
      hint: {
        en: 'So many views that the shape is clear from every side that matters.',
        ar: 'عدد من المناظر يكفي لبيان الشكل من كل جانب مهم.',
      },
      missing: { en: 'Add at least one view of the mark.', ar: 'أضف منظرًا واحدًا للعلامة على الأقل.' },
    },
    {
      name: 'mark.sound',
      kind: 'document',
      role: 'mark-sound',
      at: 'mark.mediaSha256',
      writesSha256: true,
      level: 'M',
      when: isKind('sound'),
      label: { en: 'Recording of the sound', ar: 'تسجيل الصوت' },
      hint: {
        en: 'Only the sound that is to be protected, without words before or after it.',
        ar: 'الصوت المطلوب حمايته وحده، دون كلام قبله أو بعده.',
      },
      missing: { en: 'Attach the recording of the sound.', ar: 'أرفق تسجيل الصوت.' },
    },
    {
      name: 'mark.media',
      kind: 'document',
      role: 'mark-media',
      at: 'mark.mediaSha256',
      writesSha256: true,
      level: 'M',
      when: isKind('motion', 'multimedia', 'hologram'),
      label: { en: 'Film of the mark', ar: 'تسجيل مرئي للعلامة' },
      hint: {
        en: 'It shows the mark from its beginning to its end; of a hologram, the mark from every angle.',
        ar: 'يُظهر العلامة من أولها إلى آخرها، ويُظهر العلامة الهولوغرافية من كل زاوية.',
      },
      missing: { en: 'Attach the film of the mark.', ar: 'أرفق التسجيل المرئي للعلامة.' },
    },
    {
      name: 'mark.verbalElements',
      kind: 'line',
      max: 500,
      level: 'O',
      when: isKind(...seen.filter((kind) => kind !== 'combined' && kind !== 'colour')),
      label: { en: 'Verbal elements', ar: 'العناصر اللفظية' },
      hint: {
        en: 'The words, letters or digits that can be read in the image.',
        ar: 'الكلمات أو الأحرف أو الأرقام المقروءة في الصورة.',
      },
    },
    {
      name: 'mark.colours',
      kind: 'lines',
      max: 60,
      maxLines: 20,
      level: 'F',
      when: isKind('colour'),
      label: { en: 'Colours', ar: 'الألوان' },
      hint: { en: 'One colour a line, such as “dark blue”.', ar: 'لون واحد في كل سطر، مثل «أزرق داكن».' },
      missing: { en: 'Name the colour.', ar: 'اذكر اللون.' },
    },
    {
      name: 'mark.colourCodes',
      kind: 'lines',
      max: 60,
      maxLines: 20,
      level: 'F',
      when: isKind('colour'),
      label: { en: 'Codes of the colours', ar: 'رموز الألوان' },
      hint: {
        en: 'In a known system of colours, one a line and in the same order, such as “Pantone 286 C”.',
        ar: 'بحسب نظام ألوان معروف، رمز واحد في كل سطر وبالترتيب نفسه، مثل «Pantone 286 C».',
      },
      missing: { en: 'Give the code of the colour.', ar: 'اذكر رمز اللون.' },
    },
    {
      name: 'mark.description',
      kind: 'text',
      max: 2000,
      level: 'F',
      when: isKind('position', 'pattern'),
      label: { en: 'Description of the mark', ar: 'وصف العلامة' },
      hint: {
        en: 'Where the sign stands on the goods, or how its elements repeat.',
        ar: 'موضع الإشارة على السلعة، أو كيفية تكرار العناصر.',
      },
      missing: {
        en: 'Describe where the sign stands, or how its elements repeat.',
        ar: 'صف موضع الإشارة أو كيفية تكرار عناصرها.',
      },
    },
    {
      name: 'mark.colours',
      kind: 'lines',
      max: 60,
      maxLines: 20,
      level: 'O',
      when: isKind(...seen.filter((kind) => kind !== 'colour')),
      label: { en: 'Colours claimed', ar: 'الألوان المطلوب حمايتها' },
      hint: {
        en: 'One colour a line, such as “blue (Pantone 286 C)”. Leave empty where no colour is claimed.',
        ar: 'لون واحد في كل سطر، مثل «أزرق (Pantone 286 C)». اتركه فارغًا إذا لم تكن الألوان محل حماية.',
      },
    },
    {
      name: 'mark.description',
      kind: 'text',
      max: 2000,
      level: 'O',
      when: isKind(...described),
      label: { en: 'Description of the mark', ar: 'وصف العلامة' },
      hint: {
        en: 'What the mark consists of. What represents it decides what is protected.',
        ar: 'مما تتكون العلامة. العبرة بما يمثلها في تحديد نطاق الحماية.',
      },
    },
  ],
}

export const markDetailsPage: FormPage = {
  id: 'mark-details',
  title: { en: 'More about the mark', ar: 'تفاصيل العلامة' },
  fields: [
    {
      name: 'mark.type',
      kind: 'mark-type',
      level: 'F',
      label: { en: 'Type of mark', ar: 'فئة العلامة' },
      missing: { en: 'Choose the type of mark.', ar: 'اختر فئة العلامة.' },
      options: [
        {
          value: 'individual',
          label: { en: 'Individual mark', ar: 'علامة فردية' },
          hint: {
            en: 'For the goods and services of its owner.',
            ar: 'لسلع مالكها وخدماته.',
          },
        },
        {
          value: 'collective',
          label: { en: 'Collective mark', ar: 'علامة جماعية' },
          hint: {
            en: 'For those of the members of an association.',
            ar: 'لسلع أعضاء جماعة وخدماتهم.',
          },
        },
        {
          value: 'certification',
          label: { en: 'Certification mark', ar: 'علامة تصديق' },
          hint: {
            en: 'For those that meet a standard, which the owner watches over.',
            ar: 'لما يستوفي معيارًا يشرف عليه المالك.',
          },
        },
      ],
    },
    {
      name: 'mark.regulations',
      kind: 'document',
      role: 'regulations',
      at: 'mark.type',
      level: 'F',
      when: { path: 'mark.type', isOneOf: ['collective', 'certification'] },
      label: { en: 'Regulations of use', ar: 'لائحة استعمال العلامة' },
      hint: {
        en: 'Who may use the mark, on what conditions, and how that is watched over.',
        ar: 'من يجوز له استعمال العلامة، وبأي شروط، وكيف تُراقب.',
      },
      missing: { en: 'Attach the regulations of use.', ar: 'أرفق لائحة استعمال العلامة.' },
    },
    {
      name: 'mark.transliteration',
      kind: 'line',
      max: 500,
      level: 'O',
      label: { en: 'Transliteration', ar: 'كتابة العلامة بحروف أخرى' },
      hint: {
        en: 'The words in the characters of the application’s language, where the mark uses others.',
        ar: 'كلمات العلامة بحروف لغة الطلب إذا كانت مكتوبة بحروف أخرى.',
      },
    },
    {
      name: 'mark.translation',
      kind: 'line',
      max: 500,
      level: 'O',
      label: { en: 'Translation of the words', ar: 'ترجمة الكلمات' },
      hint: {
        en: 'What the words mean in the language of the application.',
        ar: 'معنى الكلمات بلغة الطلب.',
      },
    },
    {
      name: 'mark.viennaCodes',
      kind: 'lines',
      max: 10,
      maxLines: 20,
      level: 'O',
      when: isKind(...seen),
      label: { en: 'Vienna codes', ar: 'رموز تصنيف فيينا' },
      hint: {
        en: 'Figurative elements by the Vienna Classification, one code a line, such as 3.7.16.',
        ar: 'العناصر التصويرية بحسب تصنيف فيينا، رمز واحد في كل سطر، مثل 3.7.16.',
      },
    },
    {
      name: 'mark.disclaimer',
      kind: 'text',
      max: 1000,
      level: 'O',
      label: { en: 'Disclaimer', ar: 'التنازل عن عناصر' },
      hint: {
        en: 'Elements for which you claim no exclusive right, such as words that describe the goods.',
        ar: 'عناصر لا تُطلب لها حماية مستقلة، ككلمات تصف السلع.',
      },
    },
  ],
}
