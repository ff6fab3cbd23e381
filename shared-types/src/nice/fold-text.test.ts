import { describe, expect, test } from 'vitest'
import { foldText, withoutArticle } from './fold-text.ts'

describe('a folded text', () => {
  test.each([
    ['case and punctuation', 'Tee-Shirts [CLOTHING]', 'tee shirts clothing'],
    ['Latin diacritics and ligatures', 'Œufs, crème brûlée', 'oeufs creme brulee'],
    ['the English possessive, straight or curled', "men's and men’s", 'mens and mens'],
    ['a French elision as a word of its own', 'étoffes d’eau', 'etoffes d eau'],
    ['Arabic alef with hamza or madda', 'أحذية إلكترونية آلات', 'احذيه الكترونيه الات'],
    ['alef maksura as yeh', 'مستشفى', 'مستشفي'],
    ['teh marbuta as heh', 'قهوة', 'قهوه'],
    ['tashkeel and tatweel', 'قَهْـــوَة', 'قهوه'],
    ['Arabic and Persian digits', '٣D ۴', '3d 4'],
    ['Persian yeh and kaf', 'کتابی', 'كتابي'],
    ['direction marks that were pasted along', '\u200Fقهوة\u200E', 'قهوه'],
    ['nothing but punctuation', ' --- …!؟ ', ''],
  ])('takes %s for the same', (_, text, folded) => {
    expect(foldText(text)).toBe(folded)
    expect(foldText(foldText(text))).toBe(folded)
  })
  test.each([
    ['الملابس', 'ملابس'],
    ['والملابس', 'ملابس'],
    ['للملابس', 'ملابس'],
    ['بالجمله', 'جمله'],
    ['ال', 'ال'],
    ['clothing', 'clothing'],
  ])('the word %s without its article is %s', (word, bare) => {
    expect(withoutArticle(word)).toBe(bare)
  })
})
