import fc from 'fast-check'
import { checkCharacter, maskIdNumber, readIdNumber } from '../../../src/lib/id-number'

describe('reading an ID number', () => {
  test.each([
    ['11010519491231002X', '11010519491231002X', 'female', '1949-12-31'],
    ['440524188001010014', '440524188001010014', 'male', '1880-01-01'],
    ['110105491231002', '11010519491231002X', 'female', '1949-12-31'],
    ['11010519491231002x', '11010519491231002X', 'female', '1949-12-31'],
    [' 110105 19491231 002X\n', '11010519491231002X', 'female', '1949-12-31'],
    ['１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X', 'female', '1949-12-31'],
    ["'11010519491231002X", '11010519491231002X', 'female', '1949-12-31'],
    ['\uFEFF11010519491231002X\u3000', '11010519491231002X', 'female', '1949-12-31'],
  ])('%j is %s, %s, born %s', (text, number, sex, birth) => {
    expect(readIdNumber(text)).toEqual({ ok: true, number, sex, birth })
  })

  test.each([
    ['', 'empty'],
    [' \u3000', 'empty'],
    ['110105194912310021', 'check'],
    ['110105194912310000', 'rounded'],
    ['1.10105194912310E+17', 'rounded'],
    ['1.10105E+17', 'rounded'],
    ['11010519490231002X', 'birth'],
    ['110105490231002', 'birth'],
    ['11010500011231002X', 'birth'],
    ['11010519491231002', 'length'],
    ['11010519491231002XX', 'characters'],
    ['1101051949123100X2', 'characters'],
    ['11010519491231002Y', 'characters'],
    ['1101051949123100２３４５', 'length'],
    ["'; DROP TABLE x --", 'characters'],
  ])('%j is refused: %s', (text, problem) => {
    expect(readIdNumber(text)).toMatchObject({ ok: false, message: { key: `lib:idNumber.${problem}` } })
  })

  test('a true number that ends in 000 is no rounded one', () => {
    const number = endsInZeros()
    expect(readIdNumber(number)).toMatchObject({ ok: true, number })
  })

  test('an abolished or unknown region is no reason to refuse', () => {
    const digits = '99999919750312301'
    expect(readIdNumber(digits + checkCharacter(digits))).toMatchObject({ ok: true, sex: 'male', birth: '1975-03-12' })
  })

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const good = '11010519491231002X'
        const wrong = good.slice(0, place) + ((Number(good[place]) + shift) % 10) + good.slice(place + 1)
        expect(readIdNumber(wrong).ok).toBe(false)
      }),
    )
  })
})

test('whatever arrives gets an answer', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(typeof readIdNumber(text).ok).toBe('boolean')))
})

test('a masked number keeps the region and the last four', () => {
  expect(maskIdNumber('110105194912310021')).toBe('110105********0021')
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X')
  expect(maskIdNumber('12345')).toBe('*****')
})

function endsInZeros(): string {
  for (let serial = 0; serial < 100; serial++) {
    const digits = `1101${String(serial).padStart(2, '0')}19491231000`.slice(0, 17)
    if (checkCharacter(digits) === '0') return digits + '0'
  }
  throw new Error('no such number')
}
