// Makes the golden tables of this folder from ICU, by way of Node's Intl:
//
//	node golden.mjs
//
// Each table names the ICU and CLDR that made it. All calendars are
// Gregorian and all digits Latin, which is what the package promises.
import { writeFileSync } from 'node:fs'

const catalogues = ['en', 'de', 'es', 'fr', 'it', 'hu', 'nl', 'ja', 'ko', 'pl', 'pt-BR', 'ru', 'zh-Hans', 'ar', 'he']
const locales = [...catalogues, 'en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-IE', 'en-ZA', 'de-AT', 'de-CH',
  'es-ES', 'es-419', 'es-MX', 'es-AR', 'es-US', 'fr-CA', 'fr-CH', 'fr-BE', 'nl-BE', 'pt', 'pt-PT', 'zh', 'zh-CN', 'zh-TW',
  'zh-HK', 'zh-Hant', 'ar-EG', 'ar-SA', 'ar-AE', 'ar-MA', 'fa', 'fa-IR', 'ur', 'th', 'vi', 'id', 'ms', 'fil', 'hi', 'bn', 'ta',
  'te', 'mr', 'gu', 'sv', 'da', 'nb', 'no', 'fi', 'is', 'et', 'lv', 'lt', 'cs', 'sk', 'sl', 'hr', 'sr', 'sr-Latn', 'bs', 'mk', 'bg',
  'ro', 'uk', 'el', 'tr', 'az', 'kk', 'ka', 'hy', 'ca', 'eu', 'gl', 'ga', 'cy', 'sw', 'af', 'am', 'km', 'my', 'sq', 'mn']
const days = ['2024-01-01', '2024-02-29', '2025-03-08', '2025-04-30', '2026-05-15', '2026-06-11', '2026-07-22', '2026-08-01',
  '2026-09-10', '2026-10-03', '2026-11-23', '2027-12-31', '1999-12-09']
const numbers = [0, 7, 999, 1000, 9999, 10000, 123456, 1234567, 123456789]
const lists = [['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D'], ['datos', 'información'], ['א', 'ב', 'ג']]

const table = (of, fn) => Object.fromEntries(of.map(tag => [tag, fn(tag)]))
const date = tag => {
  const f = new Intl.DateTimeFormat(tag + '-u-ca-gregory-nu-latn', { dateStyle: 'long', timeZone: 'UTC' })
  return days.map(d => f.format(new Date(d + 'T00:00:00Z')))
}
const number = tag => numbers.map(n => new Intl.NumberFormat(tag + '-u-nu-latn').format(n))
const list = tag => lists.map(l => new Intl.ListFormat(tag).format(l))
const name = tag => ['en', 'fr', 'de', 'ja', tag].map(l => new Intl.DisplayNames(l, { type: 'language' }).of(tag))

const write = (file, inputs, locales) => writeFileSync(new URL(file, import.meta.url), JSON.stringify(
  { icu: process.versions.icu, cldr: process.versions.cldr, ...inputs, locales }, null, 1) + '\n')
write('dates.json', { days }, table(locales, date))
write('numbers.json', { numbers }, table(locales, number))
write('lists.json', { lists }, table([...catalogues, 'en-GB', 'en-AU', 'de-AT', 'es-MX', 'fr-CA', 'pt-PT', 'zh-CN', 'zh-TW'], list))
write('names.json', { in: ['en', 'fr', 'de', 'ja', 'itself'] }, table(locales, name))
